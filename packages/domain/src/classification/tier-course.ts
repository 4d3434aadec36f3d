import type { Day } from '../calendar.ts'
import { daysPastDue } from '../loans/days-past-due.ts'
import { classifyByDays, nextBoundaryOn } from './by-days.ts'
import type { Tier } from './tiers.ts'
import { worseTier } from './tiers.ts'

/** More days past due than this is a default. */
const daysBeforeDefault = 90

export interface TierState {
  tier: Tier
  oldestUnpaidOn: Day | null
  /** The floor of the rules that do not count days past due; `normal` when none is hit. */
  otherFloor: Tier
  /** The next close that must look at tier, stage and allowance. */
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
    tier: worseTier(worseTier(state.tier, byDays.tier), state.otherFloor),
    nextTierOn: nextBoundaryOn(state.oldestUnpaidOn, on),
    defaultedOn: state.defaultedOn ?? (days > daysBeforeDefault ? on : null),
  }
}

/**
 * The state after a repayment on the open day `on` has moved `oldestUnpaidOn`. A repayment only
 * ever betters a tier, never above the floor of the other rules and never out of 不良; the close of
 * `on`, still to come, looks at the loan.
 */
export function tierAfterRepayment(state: TierState, on: Day): TierCourse {
  const days = daysPastDue(state.oldestUnpaidOn, on)
  const byDays = classifyByDays({ daysPastDue: days, previous: state.tier })
  const tier = worseTier(byDays.tier, state.otherFloor)
  return {
    ...state,
    daysPastDue: days,
    tier: worseTier(tier, state.tier) === tier ? state.tier : tier,
    nextTierOn: on,
  }
}
