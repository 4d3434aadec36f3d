import type { Day } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import { daysPastDue } from '../loans/days-past-due.ts'
import { classifyByDays, nextBoundaryOn } from './by-days.ts'
import type { Tier } from './tiers.ts'
import { worseTier } from './tiers.ts'

/** More days past due than this is a default. */
const daysBeforeDefault = 90

export interface TierState {
  tier: Tier
  oldestUnpaidOn: Day | null
  /** The next close at which the days alone would worsen the tier. */
  nextTierOn: Day | null
  /** The first close at which the loan stood in default, ever. */
  defaultedOn: Day | null
}

export interface TierCourse extends TierState {
  daysPastDue: number
}

/** The state once `on` has closed. A close only ever worsens a tier; people and payments better it. */
export function tierAtClose(state: TierState, on: Day): TierCourse {
  const days = daysPastDue(state.oldestUnpaidOn, on)
  const byDays = classifyByDays({ daysPastDue: days, previous: state.tier })
  return {
    ...state,
    daysPastDue: days,
    tier: worseTier(state.tier, byDays.tier),
    nextTierOn: nextBoundaryOn(state.oldestUnpaidOn, on),
    defaultedOn: state.defaultedOn ?? (days > daysBeforeDefault ? on : null),
  }
}

/**
 * The state after a repayment on the open day `on` has moved `oldestUnpaidOn`. A repayment only
 * ever betters a tier, and never lifts a loan out of 不良; the close of `on` is still to come.
 */
export function tierAfterRepayment(state: TierState, on: Day): TierCourse {
  const days = daysPastDue(state.oldestUnpaidOn, on)
  const { tier } = classifyByDays({ daysPastDue: days, previous: state.tier })
  return {
    ...state,
    daysPastDue: days,
    tier: worseTier(tier, state.tier) === tier ? state.tier : tier,
    nextTierOn: nextBoundaryOn(state.oldestUnpaidOn, addDays(on, -1)),
  }
}
