import type { Day } from '../calendar.ts'
import { addMonths, daysBetween } from '../calendar.ts'
import { yearFraction, yearParts } from './day-count.ts'
import type { ScheduleTerms } from './schedule-terms.ts'
import { dueDayOfMonth, monthsOfPeriod } from './schedule-terms.ts'

/** Each period as whole parts of a year: `parts[k] ÷ partsOfYear`. */
export interface PeriodLengths {
  parts: number[]
  partsOfYear: number
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
  const parts = new Array<number>(terms.periods).fill(monthsOfPeriod[terms.frequency] * scale)
  parts[0] = months * scale + brokenDays
  return { parts, partsOfYear: 12 * scale }
}

/** A week is one fifty-second of the year whatever its days, a broken one by its days of seven. */
function weeklyLengths(terms: ScheduleTerms): PeriodLengths {
  const parts = new Array<number>(terms.periods).fill(7)
  parts[0] = daysBetween(terms.disbursedOn, terms.firstDueOn)
  return { parts, partsOfYear: 52 * 7 }
}

/**
 * 30/360: a regular period is the year divided by the periods in it. The others count days from
 * due day to due day, the first from the day of disbursement.
 */
export function periodLengths(terms: ScheduleTerms, dueOn: readonly Day[]): PeriodLengths {
  if (terms.dayCount === '30/360') {
    return terms.frequency === 'weekly' ? weeklyLengths(terms) : thirtyDayLengths(terms)
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
