import type { Day } from '../calendar.ts'
import { daysBetween } from '../calendar.ts'

/**
 * Days since the oldest unpaid due day, 0 when nothing is unpaid or it is not yet past: the day
 * after the due day is day 1. Counted on the earliest unpaid principal or interest, whichever it is
 * (2023 No. 1, article 10).
 */
export function daysPastDue(oldestUnpaidOn: Day | null, asOf: Day): number {
  if (oldestUnpaidOn === null) return 0
  return Math.max(0, daysBetween(oldestUnpaidOn, asOf))
}
