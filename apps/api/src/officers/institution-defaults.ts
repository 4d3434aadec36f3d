import type { Role } from '@banyan/domain/access/roles'
import { type Money, money } from '@banyan/domain/money'
import { companyScorecard, personScorecard } from '@banyan/domain/scoring/default-scorecards'
import type { Scorecard } from '@banyan/domain/scoring/scorecard'
import type { Institution } from '../access/staff-context.ts'

const wan = (amount: number): Money => money(amount * 10_000_00)

export interface AuthorityTerms {
  role: Role
  upTo: Money
}

/** Amount × role, per customer with its group counted in; a later row widens an earlier one. */
export function defaultAuthorities(kind: Institution['kind']): AuthorityTerms[] {
  if (kind === 'micro-lender') {
    return [
      { role: 'branch-approver', upTo: wan(50) },
      { role: 'head-office-approver', upTo: wan(1_000) },
    ]
  }
  return [
    { role: 'branch-approver', upTo: wan(500) },
    { role: 'head-office-approver', upTo: wan(50_000) },
  ]
}

export function defaultScorecards(): Scorecard[] {
  return [personScorecard, companyScorecard]
}
