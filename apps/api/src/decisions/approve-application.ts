import { addDays } from '@banyan/domain/calendar'
import {
  type Approval,
  approvalRefusal,
  type ApprovalFacts,
  approvedTermsRefusal,
} from '@banyan/domain/decisions/approval'
import { authorityOf } from '@banyan/domain/decisions/authority'
import { type PriceRefusal, priceRefusal } from '@banyan/domain/products/contract-terms'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { type ApplicationRow, findApplication } from '../applications/applications.queries.ts'
import { lockApplication, type StepTaken, takeStep } from '../applications/take-step.ts'
import { exposureUnderLock, lockGroupOf } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import { findOffer } from '../products/products.queries.ts'
import { insertDecision, insertReservation } from './decisions.queries.ts'
import { approvalFacts } from './weigh-application.ts'

/** An approval that is not drawn by then lapses. */
const daysToDraw = 90

/**
 * Approves, at most as asked, and holds the amount of the limits until the loan is paid out. The
 * group is locked before its exposure is read, so that two approvals cannot both take the last of it.
 */
export async function approveApplication(
  context: StaffContext,
  approval: Approval,
): Promise<StepTaken> {
  const { tx, institution, businessDay } = context
  const { customerId } = found(
    await findApplication(context, approval.applicationId),
    'application',
  )
  const groupId = await lockGroupOf(tx, institution.id, customerId)
  const application = await lockApplication(context, approval)
  if (application.customerId !== customerId) throw new Conflict('stale-version')
  const question = { institutionId: institution.id, currency: institution.currency, businessDay }
  const exposure = await exposureUnderLock(tx, { ...question, customerId }, groupId)
  const facts = await approvalFacts(context, application, exposure, approval)
  refuseIf(approvalRefusal(facts))
  refuseIf(approvedTermsRefusal(askedTerms(application), approval))
  refuseIf(await offerRefusal(context, application, approval))
  if (exposure.unknownCurrencies.length > 0) throw new Refused('exchange-rate-unknown')

  const { amount, asException: isException } = approval
  const taken = await takeStep(context, application, 'approve', {
    note: approval.note,
    detail: { amount, groupId, isException },
  })
  await recordDecision(context, application, approval, facts)
  const expiresOn = addDays(businessDay, daysToDraw)
  await insertReservation(context, { applicationId: application.id, customerId, amount, expiresOn })
  return taken
}

/** The product as it is offered today bears the approved rate, or the reason why not. */
async function offerRefusal(
  context: StaffContext,
  { product }: ApplicationRow,
  { annualRate }: Approval,
): Promise<PriceRefusal | 'product-not-offered' | null> {
  const { businessDay } = context
  const offer = await findOffer(context, product, businessDay)
  return offer ? priceRefusal(offer, annualRate, businessDay) : 'product-not-offered'
}

function askedTerms({ amount, termMonths, annualRate }: ApplicationRow) {
  if (amount === null || termMonths === null || annualRate === null) throw new Refused('not-scored')
  return { amount, termMonths, annualRate }
}

async function recordDecision(
  context: StaffContext,
  application: ApplicationRow,
  approval: Approval,
  facts: ApprovalFacts,
): Promise<void> {
  const { amount, termMonths, annualRate, conditions, note, asException } = approval
  await insertDecision(context, {
    applicationId: application.id,
    makerId: application.madeBy,
    outcome: 'approved',
    amount,
    termMonths,
    annualRate,
    role: widestRole(facts),
    isException: asException && facts.application.scoreOutcome === 'decline',
    reasons: [],
    conditions,
    note,
    groupExposure: facts.exposure.group,
  })
}

/** The role whose authority carries the decision. */
function widestRole({ approver, authority, application }: ApprovalFacts): string {
  const whole = authorityOf(authority, approver.roles, application.product)
  const carrying = approver.roles.find(
    (role) => authorityOf(authority, [role], application.product) === whole,
  )
  return carrying ?? 'none'
}
