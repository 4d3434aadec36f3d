import { addDays, type Day } from '../calendar.ts'
import type { TimeOfDay } from '../collection/collection-rules.ts'

/** What the clocks of the bank show. */
export interface LocalMoment {
  on: Day
  time: TimeOfDay
}

const noon: TimeOfDay = '12:00'

/**
 * The last business day that a close at a time of day may take in at a moment. From noon on it closes the day that
 * the calendar shows, before noon the one before: 23:30 closes the 15th on the 15th, 01:00 on the 16th.
 */
export function closableThrough(closesAt: TimeOfDay, { on, time }: LocalMoment): Day {
  const reached = time >= closesAt ? on : addDays(on, -1)
  return closesAt >= noon ? reached : addDays(reached, -1)
}

/** When a close at a time of day comes next: after the moment, never at it. */
export function nextClosing(closesAt: TimeOfDay, { on, time }: LocalMoment): LocalMoment {
  return { on: time < closesAt ? on : addDays(on, 1), time: closesAt }
}
