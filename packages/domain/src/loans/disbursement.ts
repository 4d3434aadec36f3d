import type {
  ApplicationStatus,
  ApplicationStepRefusal,
} from '../applications/application-status.ts'
import { stepRefusal } from '../applications/application-status.ts'
import type { Day } from '../calendar.ts'
import type { EvidenceRefusal } from '../customers/evidence.ts'
import type {
  CapitalBases,
  InstitutionKind,
  LimitRefusal,
  SetTotal,
} from '../decisions/exposure-limits.ts'
import { limitRefusal, setLimitRefusal } from '../decisions/exposure-limits.ts'
import { type Money, zero } from '../money.ts'

export type ContractRefusal =
  | ApplicationStepRefusal
  | 'approval-lapsed'
  | 'signed-before-decision'
  | 'signed-in-the-future'

/** What an approval still holds of the limits. */
export type ReservationStatus = 'open' | 'posted' | 'void'

export interface ContractQuestion {
  status: ApplicationStatus
  decidedOn: Day
  signedOn: Day
  businessDay: Day
  reservation: ReservationStatus | null
}

/** Why an approved application cannot become a contract signed on that day, or null. */
export function contractRefusal(question: ContractQuestion): ContractRefusal | null {
  const { status, decidedOn, signedOn, businessDay, reservation } = question
  const step = stepRefusal('contract', status)
  if (step) return step
  if (reservation !== 'open') return 'approval-lapsed'
  if (signedOn < decidedOn) return 'signed-before-decision'
  return signedOn > businessDay ? 'signed-in-the-future' : null
}

export type DisbursementRefusal =
  | ApplicationStepRefusal
  | 'own-contract'
  | 'approval-lapsed'
  | 'not-signed-yet'
  | 'above-approved'
  | EvidenceRefusal
  | 'exchange-rate-unknown'
  | 'over-customer-limit'
  | 'over-group-limit'
  | LimitRefusal

export interface DisbursementFacts {
  status: ApplicationStatus
  contract: { madeBy: string; signedOn: Day; principal: Money }
  approved: Money
  reservation: ReservationStatus | null
  disburser: { id: string }
  businessDay: Day
  institution: { kind: InstitutionKind; bases: CapitalBases }
  /** Why the customer's file carries no payment today; null or left out when it does. */
  evidence?: EvidenceRefusal | null
  /** Owed and reserved, this loan's own reservation among it. */
  exposure: {
    customer: Money
    group: Money
    sets: readonly SetTotal[]
    unknownCurrencies: readonly string[]
  }
  customerLimit: Money | null
  groupLimit: Money | null
}

function contractFault(facts: DisbursementFacts): DisbursementRefusal | null {
  const { contract, disburser, businessDay, approved } = facts
  if (contract.madeBy === disburser.id) return 'own-contract'
  if (contract.signedOn > businessDay) return 'not-signed-yet'
  return contract.principal > approved ? 'above-approved' : null
}

/**
 * Why a contract cannot be paid out now, or null. The limits are weighed once more: they may have
 * been cut, or the group may have grown, since the approval.
 */
export function disbursementRefusal(facts: DisbursementFacts): DisbursementRefusal | null {
  return stepRefusal('disburse', facts.status) ?? drawRefusal(facts)
}

/** As `disbursementRefusal`, for a further drawdown of a loan that has been paid out in part. */
export function drawRefusal(facts: DisbursementFacts): DisbursementRefusal | null {
  const { reservation, exposure, customerLimit, groupLimit, institution } = facts
  const { customer, group, unknownCurrencies } = exposure
  return (
    contractFault(facts) ??
    (reservation === 'open' ? null : 'approval-lapsed') ??
    facts.evidence ??
    (unknownCurrencies.length > 0 ? 'exchange-rate-unknown' : null) ??
    (customerLimit !== null && customer > customerLimit ? 'over-customer-limit' : null) ??
    (groupLimit !== null && group > groupLimit ? 'over-group-limit' : null) ??
    limitRefusal(institution, { singleLoans: customer, groupCredit: group }) ??
    setLimitRefusal(institution, exposure.sets, zero)
  )
}
