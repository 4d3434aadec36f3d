import type { Day } from '../calendar.ts'
import { addDays } from '../calendar.ts'

/** Days past due in the steps of the tiers and of collection; `to` null is without end. */
export const overdueBands = [
  { id: '1-30', from: 1, to: 30 },
  { id: '31-60', from: 31, to: 60 },
  { id: '61-90', from: 61, to: 90 },
  { id: '91-180', from: 91, to: 180 },
  { id: '181-270', from: 181, to: 270 },
  { id: '271-360', from: 271, to: 360 },
  { id: '361+', from: 361, to: null },
] as const

export type OverdueBand = (typeof overdueBands)[number]['id']
export const overdueBandIds = overdueBands.map(({ id }) => id)

/** The oldest unpaid due days that lie in a band on a business day; `since` null is without end. */
export function unpaidBetween(band: OverdueBand, asOf: Day): { since: Day | null; until: Day } {
  const { from, to } = overdueBands.find(({ id }) => id === band) ?? overdueBands[0]
  return { since: to === null ? null : addDays(asOf, -to), until: addDays(asOf, -from) }
}

/** The band of so many days past due; null when not overdue. */
export function bandOf(daysPastDue: number): OverdueBand | null {
  return overdueBands.findLast(({ from }) => daysPastDue >= from)?.id ?? null
}
