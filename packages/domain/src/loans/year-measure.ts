import type { Day } from '../calendar.ts'
import { dayNumber, daysBetween, partsOf } from '../calendar.ts'
import { yearFraction, yearParts } from './day-count.ts'
import { dueDaysOf } from './due-days.ts'
import { daysOfWeeklyYear } from './period-lengths.ts'
import type { SchedulePlan } from './plan-shape.ts'

/** Time as whole parts of a year. */
export interface YearMeasure {
  partsOfYear: number
  between: (from: Day, to: Day) => number
}

/** A month in parts that each of 28, 29, 30 and 31 days divides. */
const partsOfMonth = 28 * 29 * 15 * 31

type Months = Extract<SchedulePlan['cadence'], { unit: 'months' }>

/** The starts of the loan's own months, from at or before `from` to after `to`, with the first's count. */
function monthStarts(cadence: Months, from: Day, to: Day) {
  const { first, every } = cadence
  const fromFirst = (on: Day) => {
    const [a, b] = [partsOf(first), partsOf(on)]
    return (b.year - a.year) * 12 + (b.month - a.month)
  }
  const low = Math.floor((fromFirst(from) - 2) / every)
  const high = Math.ceil((fromFirst(to) + 2) / every)
  const due = dueDaysOf(cadence, low, high + 1)
  if (every === 1) return { starts: due, lowest: low }
  const starts = due.slice(0, -1).flatMap((on) => {
    const stays = cadence.monthEnd === 'stay' && on >= first
    const dayOfMonth = stays ? partsOf(on).date : cadence.dayOfMonth
    const monthEnd = cadence.monthEnd === 'stay' ? 'return' : cadence.monthEnd
    const inner = { ...cadence, every: 1, first: on, dayOfMonth, monthEnd }
    return dueDaysOf(inner, 0, every)
  })
  return { starts, lowest: low * every }
}

/**
 * 30/360 in months: whole months of the loan's own due days, and of a broken month its days over the
 * actual days of that month.
 */
function monthly(cadence: Months, plan: SchedulePlan): YearMeasure {
  const { startOn, periods, beyond } = plan
  const last = (beyond.at(-1) ?? periods.at(-1))?.to ?? startOn
  const { starts, lowest } = monthStarts(cadence, startOn, last)
  const numbers = starts.map(dayNumber)
  const known = new Map<Day, number>()

  const positionOf = (on: Day): number => {
    const number = dayNumber(on)
    let [index, above] = [0, numbers.length - 1]
    while (above - index > 1) {
      const middle = (index + above) >> 1
      if ((numbers[middle] ?? 0) <= number) index = middle
      else above = middle
    }
    const start = numbers[index] ?? 0
    const end = numbers[index + 1] ?? start + 1
    const broken = (number - start) * (partsOfMonth / (end - start))
    return (lowest + index) * partsOfMonth + broken
  }
  const position = (on: Day): number => {
    const found = known.get(on) ?? positionOf(on)
    known.set(on, found)
    return found
  }
  return {
    partsOfYear: 12 * partsOfMonth,
    between: (from, to) => position(to) - position(from),
  }
}

/**
 * How a plan counts time. Under 30/360 a month is a twelfth, a week one fifty-second and a day one
 * three hundred and sixtieth of the year; the other conventions count days.
 */
export function yearMeasure(plan: SchedulePlan): YearMeasure {
  const { dayCount, cadence } = plan
  if (dayCount !== '30/360') {
    return {
      partsOfYear: yearParts[dayCount],
      between: (from, to) => yearFraction(dayCount, from, to).numerator,
    }
  }
  if (cadence.unit === 'months') return monthly(cadence, plan)
  return { partsOfYear: cadence.isWeekly ? daysOfWeeklyYear : 360, between: daysBetween }
}
