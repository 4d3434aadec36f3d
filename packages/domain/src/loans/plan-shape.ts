import type { Day } from '../calendar.ts'
import type { Money, Rounding } from '../money.ts'
import type { Rate } from '../rate.ts'
import type { DayCount } from './day-count.ts'
import type { Cadence } from './due-days.ts'
import type { InstalmentStep, MultipleRounding } from './repayment-terms.ts'

export interface RateStep {
  from: Day
  annualRate: Rate
}

/** A drawdown, or below zero principal repaid ahead; it counts from the start of its day. */
export interface Movement {
  on: Day
  amount: Money
}

/** What becomes of the interest earned in a period. */
export type InterestRule = 'due' | 'later' | 'capitalised' | 'waived'

/** Interest runs from the start of `from` to the start of `to`; it is paid on `dueOn`. */
export interface PlanPeriod {
  from: Day
  to: Day
  dueOn: Day
  repays: boolean
  interest: InterestRule
}

/** Interest of the flat rows so far, exact in the plan's own unit, and as it was rounded. */
export interface FlatEarlier {
  exact: string
  interest: Money
}

/**
 * How principal is repaid. An amount of null is worked out at the first period that repays and again
 * after each change, as `keeps` says; `passed` counts the steps' instalments before the plan.
 */
export type PlanMethod =
  | { kind: 'level'; instalment: Money | null; residual: Money }
  | { kind: 'share'; share: Money | null }
  | { kind: 'end' }
  | { kind: 'flat'; base: Money; share: Money | null; earlier: FlatEarlier }
  | { kind: 'stepped'; step: InstalmentStep; instalment: Money | null; passed: number }
  | { kind: 'custom'; principal: readonly (Money | null)[] }

/**
 * A loan from a day on, as plain data: what is owed, when it falls due and at which rates. The rows
 * follow from it alone, so that a later version of a schedule starts where the older one stopped.
 */
export interface SchedulePlan {
  firstNumber: number
  startOn: Day
  /** Owed on `startOn` before that day's movements. */
  opening: Money
  /** Earned before `startOn` and in no row yet: part of the first row that collects interest. */
  carriedInterest: Money
  periods: readonly PlanPeriod[]
  /** Periods after the last that only the level instalment counts. */
  beyond: readonly PlanPeriod[]
  /** Ascending; the first holds on `startOn`. */
  rates: readonly RateStep[]
  /** Those before `startOn` are history. */
  movements: readonly Movement[]
  method: PlanMethod
  /** A change of rate or balance makes a new instalment, or keeps it and moves the end. */
  keeps: 'term' | 'instalment'
  dayCount: DayCount
  rounding: Rounding
  cadence: Cadence
  multiple: { of: Money; rounding: MultipleRounding } | null
}
