import type { Day } from '../calendar.ts'
import { dayNumber, daysBetween, isLeapYear, partsOf, yearOf } from '../calendar.ts'

export const dayCounts = ['30/360', 'act/360', 'act/365', 'act/act'] as const
export type DayCount = (typeof dayCounts)[number]

/** A part of a year, exact: numerator ÷ denominator. */
export interface YearFraction {
  numerator: number
  denominator: number
}

/** Both kinds of year as one denominator, for act/act. */
const actualYears = 365 * 366

function thirtyDayMonths(from: Day, to: Day): number {
  const start = partsOf(from)
  const end = partsOf(to)
  const startDate = Math.min(start.date, 30)
  const endDate = end.date === 31 && startDate === 30 ? 30 : end.date
  return (end.year - start.year) * 360 + (end.month - start.month) * 30 + (endDate - startDate)
}

/** Each step from one day to the next belongs to the year it ends in, so a year closes on its 31 December. */
function actualOverActual(from: Day, to: Day): number {
  let parts = 0
  const end = dayNumber(to)
  const lastYear = yearOf(to)
  let at = dayNumber(from)
  for (let year = yearOf(from); year <= lastYear; year += 1) {
    const length = isLeapYear(year) ? 366 : 365
    const until = Math.min(end, dayNumber(`${String(year).padStart(4, '0')}-12-31` as Day))
    parts += (until - at) * (actualYears / length)
    at = until
  }
  return parts
}

/** What one year is called in the numerators of `yearFraction`. */
export const yearParts = {
  '30/360': 360,
  'act/360': 360,
  'act/365': 365,
  'act/act': actualYears,
} as const satisfies Record<DayCount, number>

/**
 * The part of a year from `from` to `to`; the first day counts, the last does not.
 * 30/360 takes the 31st as the 30th; act/act weighs each day by the length of its own year,
 * split at 31 December.
 * RangeError when `to` is before `from`.
 */
export function yearFraction(dayCount: DayCount, from: Day, to: Day): YearFraction {
  if (to < from) throw new RangeError(`${to} is before ${from}`)
  const denominator = yearParts[dayCount]
  if (dayCount === '30/360') return { numerator: thirtyDayMonths(from, to), denominator }
  if (dayCount === 'act/act') return { numerator: actualOverActual(from, to), denominator }
  return { numerator: daysBetween(from, to), denominator }
}
