import { uuidv7 } from '@banyan/database'
import { disbursementRefusal } from '@banyan/domain/loans/disbursement'
import { loanNumber } from '@banyan/domain/loans/loan-number'
import { onePeriodAfter } from '@banyan/domain/loans/schedule-terms'
import { stepRefusal } from '@banyan/domain/applications/application-status'
import { Conflict, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findApplication, lockApplicationRow } from '../applications/applications.queries.ts'
import { takeStep } from '../applications/take-step.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { exposureUnderLock, lockGroupOf } from '../groups/exposure.queries.ts'
import { evidenceStanding } from '../evidence/evidence-standing.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { postReservation } from './contracts.queries.ts'
import { buildLoan } from './loan-rows.ts'
import { insertLoans } from './loans.queries.ts'
import {
  type Contracted,
  disbursementFacts,
  exposureQuestion,
  readContracted,
} from './weigh-disbursement.ts'

export const Disbursement = z.object({ applicationId: z.uuid() })

/**
 * Pays a signed contract out, once: under the lock of the customer's group, with the limits
 * weighed again, by another person than the one who drew the contract up.
 */
export async function disburseLoan(context: StaffContext, input: z.output<typeof Disbursement>) {
  const { tx, institution } = context
  const { applicationId } = input
  await lockBusinessDay(context)
  const seen = found(await findApplication(context, applicationId), 'application')
  const groupId = await lockGroupOf(tx, institution.id, seen.customerId)
  const application = found(await lockApplicationRow(context, applicationId), 'application')
  // Two files may have become one while this waited: the exposure is another's then.
  if (application.customerId !== seen.customerId) throw new Conflict('stale-version')
  refuseIf(stepRefusal('disburse', application.status))
  const contracted = await readContracted(context, application)
  const { contract } = contracted
  const exposure = await exposureUnderLock(tx, exposureQuestion(context, seen), groupId)
  const evidence = await evidenceStanding(context, seen.customerId)
  const facts = disbursementFacts(context, contracted, exposure)
  refuseIf(disbursementRefusal({ ...facts, evidence }))

  const { loan } = await payOut(context, contracted)
  await postReservation(context, applicationId)
  const detail = { loan: loan.number, amount: loan.principal }
  const step = await takeStep(context, application, 'disburse', { detail })
  await recordAudit(context, {
    entity: 'loan',
    id: loan.id,
    action: 'disburse',
    detail: { contract: contract.number, amount: loan.principal, disbursedOn: loan.disbursedOn },
  })
  return { ...step, loan: { id: loan.id, number: loan.number, principal: loan.principal } }
}

async function payOut(context: StaffContext, { application, contract, approval }: Contracted) {
  const { tx, institution, staff, businessDay } = context
  const count = await takeNumbers(tx, institution.id, 'loan')
  const bundle = buildLoan(
    {
      ...contract.terms,
      disbursedOn: businessDay,
      firstDueOn: onePeriodAfter(businessDay, contract.terms.frequency),
      institution,
      number: loanNumber(businessDay, count),
      customerId: application.customerId,
      product: application.product,
      currency: institution.currency,
      branchId: application.branchId,
      officerId: application.officerId,
      industrySection: approval.customer.industrySection,
      guarantee: application.guarantee ?? 'credit',
      isConsumer: approval.product.isConsumer,
      source: 'operation',
      disbursedBy: staff.id,
      applicationId: application.id,
      contract,
    },
    { newId: uuidv7, at: () => context.now() },
  )
  await insertLoans(tx, [bundle])
  return bundle
}
