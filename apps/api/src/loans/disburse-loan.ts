import { uuidv7 } from '@banyan/database'
import { disbursementRefusal } from '@banyan/domain/loans/disbursement'
import { loanNumber } from '@banyan/domain/loans/loan-number'
import { type Money, PositiveMoney } from '@banyan/domain/money'
import { agreedDrawdownRefusal } from '@banyan/domain/products/agreed-instalments'
import { agreedTerms, scheduleOf } from '@banyan/domain/products/contract-terms'
import { stepRefusal } from '@banyan/domain/applications/application-status'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findApplication, lockApplicationRow } from '../applications/applications.queries.ts'
import { takeStep } from '../applications/take-step.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { exposureUnderLock, lockGroupOf } from '../groups/exposure.queries.ts'
import { evidenceStanding } from '../evidence/evidence-standing.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { accountCodes } from './accounts.queries.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { postReservation } from './contracts.queries.ts'
import { buildLoan } from './build-loan.ts'
import { insertLoans } from './loans.queries.ts'
import {
  type Contracted,
  disbursementFacts,
  exposureQuestion,
  paidOutOn,
  readContracted,
} from './weigh-disbursement.ts'

export const Disbursement = z.object({ applicationId: z.uuid() })

/** What is paid out now; all of the contract unless said otherwise. */
export const FirstDrawdown = Disbursement.extend({ amount: PositiveMoney.optional() })

/**
 * Pays a signed contract out, once: under the lock of the customer's group, with the limits
 * weighed again, by another person than the one who drew the contract up.
 */
export async function disburseLoan(context: StaffContext, input: z.output<typeof FirstDrawdown>) {
  const { tx, institution } = context
  const { applicationId, amount } = input
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

  if (amount && amount > contract.terms.principal) throw new Refused('above-commitment')
  const drawing = { on: context.businessDay, amount: amount ?? null }
  refuseIf(agreedDrawdownRefusal(contract.terms, drawing))
  const { loan } = await payOut(context, contracted, amount)
  await postReservation(context, applicationId, loan)
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

async function payOut(
  context: StaffContext,
  { application, contract, approval }: Contracted,
  drawn?: Money,
) {
  const { tx, institution, staff, businessDay } = context
  const accounts = await accountCodes(tx, institution.id)
  const agreed = agreedTerms(contract.terms)
  const count = await takeNumbers(tx, institution.id, 'loan')
  const bundle = buildLoan(
    {
      ...scheduleOf(contract.terms),
      ...paidOutOn(contract.terms, businessDay),
      institution: { ...institution, accounts },
      ...(agreed ? { agreed } : {}),
      ...(drawn ? { drawn } : {}),
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
