import { drawRefusal } from '@banyan/domain/loans/disbursement'
import { PositiveMoney } from '@banyan/domain/money'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findApplication, lockApplicationRow } from '../applications/applications.queries.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { evidenceStanding } from '../evidence/evidence-standing.ts'
import { exposureUnderLock, lockGroupOf } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { postReservation } from './contracts.queries.ts'
import { enterOn, lockLoanInReach } from './enter-on-loan.ts'
import { findApplicationOf } from './loan-page.queries.ts'
import { disbursementFacts, exposureQuestion, readContracted } from './weigh-disbursement.ts'

export const FurtherDrawdown = z.object({ loanId: z.uuid(), amount: PositiveMoney })

/** Pays out more of what the contract promises, with the limits weighed again as for the first time. */
export async function drawLoan(context: StaffContext, input: z.output<typeof FurtherDrawdown>) {
  const { tx, institution, businessDay: on } = context
  const { loanId, amount } = input
  await lockBusinessDay(context)
  const { applicationId } = found(await findApplicationOf(context, loanId), 'loan')
  if (applicationId === null) throw new Refused('above-commitment')
  const seen = found(await findApplication(context, applicationId), 'application')
  const groupId = await lockGroupOf(tx, institution.id, seen.customerId)
  const application = found(await lockApplicationRow(context, applicationId), 'application')
  if (application.customerId !== seen.customerId) throw new Conflict('stale-version')
  const contracted = await readContracted(context, application)
  const exposure = await exposureUnderLock(tx, exposureQuestion(context, seen), groupId)
  const evidence = await evidenceStanding(context, seen.customerId)
  refuseIf(drawRefusal({ ...disbursementFacts(context, contracted, exposure), evidence }))

  const bundle = await lockLoanInReach(context, loanId)
  const { event } = await enterOn(context, bundle, { kind: 'drawdown', on, amount })
  const { loan } = bundle
  await postReservation(context, applicationId, loan)
  await recordAudit(context, {
    entity: 'loan',
    id: loanId,
    action: 'draw',
    detail: { amount, drawn: loan.principal, commitment: loan.commitment },
  })
  const { principal, commitment, balance } = loan
  return { eventId: event.id, loanId, principal, commitment, balance }
}
