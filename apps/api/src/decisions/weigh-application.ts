import { operativeRoles, type Role } from '@banyan/domain/access/roles'
import type { ApplicationRow } from '../applications/applications.queries.ts'
import { findApplication } from '../applications/applications.queries.ts'
import {
  type ApprovalFacts,
  approvalRefusal,
  type ApprovalRefusal,
  declineRefusal,
  type DeclineRefusal,
} from '@banyan/domain/decisions/approval'
import { authorityOf } from '@banyan/domain/decisions/authority'
import { type Money, zero } from '@banyan/domain/money'
import type { StaffContext } from '../access/staff-context.ts'
import {
  type Exposure,
  exposureTotals,
  getExposure,
  limitsLeft,
} from '../groups/exposure.queries.ts'
import { evidenceStanding } from '../evidence/evidence-standing.ts'
import { standsInRing } from '../groups/guarantees/guarantee-ring.ts'
import { found } from '../not-found.ts'
import { findReviewer, findScoreOutcome, listAuthorities } from './decisions.queries.ts'

/** What an approval is asked about; `amount` is what would be granted. */
export async function approvalFacts(
  context: StaffContext,
  application: ApplicationRow,
  exposure: Exposure,
  { amount, asException }: { amount: Money; asException: boolean },
): Promise<ApprovalFacts> {
  const { id, status, madeBy: enteredBy, product, guarantee } = application
  return {
    application: {
      status,
      enteredBy,
      reviewedBy: await findReviewer(context, id),
      product,
      amount,
      scoreOutcome: await findScoreOutcome(context, id),
      isInGuaranteeRing:
        guarantee === 'guarantee' && (await standsInRing(context, application.customerId)),
    },
    approver: { id: context.staff.id, roles: context.staff.roles },
    asException,
    authority: await listAuthorities(context),
    institution: { kind: context.institution.kind, bases: exposure.capitalBases },
    evidence: await evidenceStanding(context, application.customerId),
    exposure: exposureTotals(exposure),
    ...limitsLeft(exposure),
  }
}

export type DecisionRefusal = ApprovalRefusal | DeclineRefusal | 'not-your-role'

export interface Weighing {
  /** The rule's own facts, so that the desk can ask it again as the amount is lowered. */
  facts: ApprovalFacts
  /** The most this person may approve of the product, its group counted in; null for nothing. */
  authority: Money | null
  approve: DecisionRefusal | null
  decline: DecisionRefusal | null
}

const deciders: readonly Role[] = operativeRoles.filter((role) => role.endsWith('-approver'))

/** Whether the caller could decide now, and why not: the same rules as the decision itself. */
export async function weighApplication(
  context: StaffContext,
  { applicationId }: { applicationId: string },
): Promise<Weighing> {
  const application = found(await findApplication(context, applicationId), 'application')
  const { tx, institution, businessDay, staff } = context
  const { customerId, status, madeBy: enteredBy } = application
  const question = { institutionId: institution.id, currency: institution.currency, businessDay }
  const exposure = await getExposure(tx, { ...question, customerId })
  const terms = { amount: application.amount ?? zero, asException: false }
  const facts = await approvalFacts(context, application, exposure, terms)
  const mayDecide = staff.roles.some((role) => deciders.includes(role))
  const reasons = ['other']
  return {
    facts,
    authority: authorityOf(facts.authority, staff.roles, application.product),
    approve: mayDecide ? approvalRefusal(facts) : 'not-your-role',
    decline: mayDecide ? declineRefusal({ status, enteredBy }, staff, reasons) : 'not-your-role',
  }
}
