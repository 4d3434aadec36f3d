import type { Day } from '../calendar.ts'
import { addMonths, daysBetween } from '../calendar.ts'
import { yearFraction, yearParts } from './day-count.ts'
import { dueDayOfMonth } from './due-days.ts'
import type { ScheduleTerms } from './repayment-terms.ts'
import { monthsOfPeriod } from './repayment-terms.ts'

/** A year of weekly instalments. */
export const daysOfWeeklyYear = 52 * 7

/** Each period as whole parts of a year: `parts[k] ÷ partsOfYear`. */
export interface PeriodLengths {
  parts: number[]
  partsOfYear: number
  /** All periods after the first are equally long. */
  isRegular?: boolean
}

/**
 * The first period under 30/360: whole months back from the first due day, then a broken rest
 * that earns the month's interest × its days ÷ the actual days of that month.
 */
function thirtyDayFirstPeriod({ disbursedOn, firstDueOn }: ScheduleTerms) {
  const dayOfMonth = dueDayOfMonth(disbursedOn, firstDueOn)
  let months = 0
  let start = firstDueOn
  let before = addMonths(firstDueOn, -1, dayOfMonth)
  while (before >= disbursedOn) {
    months += 1
    start = before
    before = addMonths(firstDueOn, -months - 1, dayOfMonth)
  }
  return {
    months,
    brokenDays: daysBetween(disbursedOn, start),
    daysOfMonth: daysBetween(before, start),
  }
}

function thirtyDayLengths(terms: ScheduleTerms): PeriodLengths {
  const { months, brokenDays, daysOfMonth } = thirtyDayFirstPeriod(terms)
  const scale = brokenDays === 0 ? 1 : daysOfMonth
  const regular = monthsOfPeriod[terms.frequency] * (terms.every ?? 1)
  const parts = new Array<number>(terms.periods).fill(regular * scale)
  parts[0] = months * scale + brokenDays
  return { parts, partsOfYear: 12 * scale, isRegular: true }
}

/** A year is 52 weeks, whatever its days; a period of days counts them of 360. */
function dayLengths({ frequency, every = 1, ...terms }: ScheduleTerms): PeriodLengths {
  const isWeekly = frequency === 'weekly'
  const parts = new Array<number>(terms.periods).fill(isWeekly ? 7 * every : every)
  parts[0] = daysBetween(terms.disbursedOn, terms.firstDueOn)
  return { parts, partsOfYear: isWeekly ? daysOfWeeklyYear : 360, isRegular: true }
}

/**
 * 30/360: a regular period is the year divided by the periods in it. The others count days from
 * due day to due day, the first from the day of disbursement.
 */
export function periodLengths(terms: ScheduleTerms, dueOn: readonly Day[]): PeriodLengths {
  if (terms.dayCount === '30/360') {
    return monthsOfPeriod[terms.frequency] === 0 ? dayLengths(terms) : thirtyDayLengths(terms)
  }
  const partsOfYear = yearParts[terms.dayCount]
  let from = terms.disbursedOn
  const parts = dueOn.map((to) => {
    const { numerator } = yearFraction(terms.dayCount, from, to)
    from = to
    return numerator
  })
  return { parts, partsOfYear }
}
