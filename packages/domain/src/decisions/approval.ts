import type { EvidenceRefusal } from '../customers/evidence.ts'
import { z } from 'zod'
import type { Role } from '../access/roles.ts'
import { StepRequest } from '../applications/application.ts'
import type { ApplicationStatus } from '../applications/application-status.ts'
import { canTake } from '../applications/application-status.ts'
import type { ProductCode } from '../applications/products.ts'
import type { Money } from '../money.ts'
import { PositiveMoney } from '../money.ts'
import { Rate } from '../rate.ts'
import type { ScoreOutcome } from '../scoring/score.ts'
import type { AuthorityRefusal, AuthorityRow } from './authority.ts'
import { authorityRefusal } from './authority.ts'
import type { CapitalBases, InstitutionKind, LimitRefusal, SetTotal } from './exposure-limits.ts'
import { limitRefusal, setLimitRefusal } from './exposure-limits.ts'

export type ApprovalRefusal =
  | 'not-scored'
  | 'own-application'
  | 'reviewed-it-too'
  | 'exception-needed'
  | 'exception-needs-head-office'
  | 'guarantee-ring-needs-head-office'
  | AuthorityRefusal
  | EvidenceRefusal
  | 'over-customer-limit'
  | 'over-group-limit'
  | LimitRefusal

export interface ApprovalFacts {
  application: {
    status: ApplicationStatus
    enteredBy: string
    reviewedBy: string | null
    product: ProductCode
    amount: Money
    scoreOutcome: ScoreOutcome | null
    /** Secured by guarantees that lead round to the borrower (循环担保), in force or held for approval. */
    isInGuaranteeRing: boolean
  }
  approver: { id: string; roles: readonly Role[] }
  /** Approves against a score that says decline. */
  asException: boolean
  authority: readonly AuthorityRow[]
  institution: { kind: InstitutionKind; bases: CapitalBases }
  /** Why the customer's file carries no decision today; null or left out when it does. */
  evidence?: EvidenceRefusal | null
  /** What is owed or promised already, this application not among it. */
  exposure: { customer: Money; group: Money; sets: readonly SetTotal[] }
  /** What the customer's own limit can hold; null when none was allotted. */
  customerLimit: Money | null
  /** What the limit agreed for the management group can hold; null when it has none or there is no group. */
  groupLimit: Money | null
}

function separationOf({ application, approver }: ApprovalFacts): ApprovalRefusal | null {
  if (!canTake('approve', application.status)) return 'not-scored'
  if (application.enteredBy === approver.id) return 'own-application'
  return application.reviewedBy === approver.id ? 'reviewed-it-too' : null
}

function exceptionOf({
  application,
  approver,
  asException,
}: ApprovalFacts): ApprovalRefusal | null {
  if (application.scoreOutcome === null) return 'not-scored'
  if (application.scoreOutcome !== 'decline') return null
  if (!asException) return 'exception-needed'
  return approver.roles.includes('head-office-approver') ? null : 'exception-needs-head-office'
}

/** Security that leans on the borrower itself asks for the higher level, whatever the amount. */
function ringOf({ application, approver }: ApprovalFacts): ApprovalRefusal | null {
  if (!application.isInGuaranteeRing) return null
  return approver.roles.includes('head-office-approver') ? null : 'guarantee-ring-needs-head-office'
}

/**
 * Why this person may not approve this application, or null when they may. Authority and limits
 * weigh what the whole group would owe, so splitting one loan into two passes neither.
 */
export function approvalRefusal(facts: ApprovalFacts): ApprovalRefusal | null {
  const { application, approver, authority, exposure, customerLimit, groupLimit } = facts
  const group = exposure.group + application.amount
  const customer = exposure.customer + application.amount
  const request = { roles: approver.roles, product: application.product, amount: group }
  return (
    separationOf(facts) ??
    exceptionOf(facts) ??
    ringOf(facts) ??
    facts.evidence ??
    authorityRefusal(authority, request) ??
    (customerLimit !== null && customer > customerLimit ? 'over-customer-limit' : null) ??
    (groupLimit !== null && group > groupLimit ? 'over-group-limit' : null) ??
    limitRefusal(facts.institution, { singleLoans: customer, groupCredit: group }) ??
    setLimitRefusal(facts.institution, exposure.sets, application.amount)
  )
}

export type ApprovedTermsRefusal = 'more-than-asked' | 'longer-than-asked' | 'dearer-than-asked'

interface DecidedTerms {
  amount: Money
  termMonths: number
  annualRate: Rate
}

/** Why these terms may not be granted, or null: an approver lowers what was asked, never raises it. */
export function approvedTermsRefusal(
  asked: DecidedTerms,
  granted: DecidedTerms,
): ApprovedTermsRefusal | null {
  if (granted.amount > asked.amount) return 'more-than-asked'
  if (granted.termMonths > asked.termMonths) return 'longer-than-asked'
  return granted.annualRate > asked.annualRate ? 'dearer-than-asked' : null
}

/** What a decline is based on; the applicant may ask for it (PIPL article 24). */
export const declineReasons = [
  'cannot-afford',
  'poor-history',
  'weak-score',
  'purpose-not-supported',
  'papers-not-credible',
  'collateral-too-weak',
  'limits-used-up',
  'against-policy',
  'other',
] as const
export type DeclineReason = (typeof declineReasons)[number]

export const Approval = StepRequest.extend({
  amount: PositiveMoney,
  termMonths: z.int().min(1).max(600),
  annualRate: Rate,
  note: z.string().trim().min(1).max(1000),
  conditions: z.string().trim().max(1000).default(''),
  asException: z.boolean().default(false),
})
export type Approval = z.infer<typeof Approval>

export const Decline = StepRequest.extend({
  reasons: z.array(z.enum(declineReasons)).max(declineReasons.length),
  note: z.string().trim().min(1).max(1000),
})
export type Decline = z.infer<typeof Decline>

export type DeclineRefusal = 'not-ready-to-decide' | 'own-application' | 'no-reason-given'

/** Why this person may not decline, or null. A decline names at least one reason. */
export function declineRefusal(
  application: { status: ApplicationStatus; enteredBy: string },
  approver: { id: string },
  reasons: readonly string[],
): DeclineRefusal | null {
  if (!canTake('decline', application.status)) return 'not-ready-to-decide'
  if (application.enteredBy === approver.id) return 'own-application'
  return reasons.length === 0 ? 'no-reason-given' : null
}
