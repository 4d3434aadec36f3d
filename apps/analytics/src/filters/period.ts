import {
  addDays,
  addMonths,
  day,
  type Day,
  endOfMonth,
  isMonth,
  monthOf,
  startOfMonth,
} from '@banyan/domain/calendar'

/** The last closed day: what every figure is told as of. */
export const lastClosedDay = (businessDay: string): Day => addDays(day(businessDay), -1)

/** Months up to the one of a day, the newest first: `'2026-10'`. */
export function monthsBack(asOf: Day, count: number): string[] {
  return Array.from({ length: count }, (_, back) => monthOf(addMonths(startOfMonth(asOf), -back)))
}

/** First and last day of a span of months, cut at the last closed day; a month that is none, or too early an end, gives way. */
export function periodOf(from: string, to: string, asOf: Day): { from: Day; to: Day } {
  const last = isMonth(to) ? to : monthOf(asOf)
  const first = isMonth(from) && from <= last ? from : last
  const end = endOfMonth(day(`${last}-01`))
  return { from: day(`${first}-01`), to: end < asOf ? end : asOf }
}

/** The days of a month within a period. */
export function monthWithin(month: string, period: { from: Day; to: Day }): { from: Day; to: Day } {
  const from = day(`${month}-01`)
  const to = endOfMonth(from)
  return { from: from > period.from ? from : period.from, to: to < period.to ? to : period.to }
}
