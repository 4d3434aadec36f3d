import type { Day } from '../calendar.ts'
import { addDays, addMonths, daysEvery, partsOf } from '../calendar.ts'
import type { Frequency, MonthEnd, ScheduleTerms } from './repayment-terms.ts'
import { monthsOfPeriod, onePeriodAfter } from './repayment-terms.ts'

/** How due days go on: so many months or days from the first. */
export type Cadence =
  | { unit: 'months'; every: number; first: Day; dayOfMonth: number; monthEnd: MonthEnd }
  | { unit: 'days'; every: number; first: Day; isWeekly: boolean }

/** The agreed day `months` after the month of `from`, or the first of the next where that month lacks it. */
function rolled(from: Day, months: number, dayOfMonth: number): Day {
  const on = addMonths(from, months, dayOfMonth)
  return partsOf(on).date === dayOfMonth ? on : addDays(on, 1)
}

/** The month that a first due day stands for: a 1st that rolled belongs to the month before. */
function monthOfFirst({ first, dayOfMonth }: { first: Day; dayOfMonth: number }): Day {
  return partsOf(first).date < dayOfMonth ? addMonths(first, -1) : first
}

/**
 * The day of the month the instalments keep to. A loan paid out on the 31st and first due on
 * 28 February returns to the 31st; in every other case the first due day decides.
 */
export function dueDayOfMonth(disbursedOn: Day, firstDueOn: Day): number {
  const from = partsOf(disbursedOn)
  const to = partsOf(firstDueOn)
  const months = (to.year - from.year) * 12 + (to.month - from.month)
  return addMonths(disbursedOn, months) === firstDueOn ? from.date : to.date
}

function agreedDayOfMonth({ disbursedOn, firstDueOn, monthEnd }: ScheduleTerms): number {
  if (monthEnd !== 'roll') return dueDayOfMonth(disbursedOn, firstDueOn)
  const { date: dueDate } = partsOf(firstDueOn)
  if (dueDate !== 1) return dueDate
  const { date } = partsOf(disbursedOn)
  return date > partsOf(addDays(firstDueOn, -1)).date ? date : dueDate
}

type PeriodTerms = Pick<ScheduleTerms, 'disbursedOn'> & {
  frequency: Frequency
  every?: number | undefined
  monthEnd?: MonthEnd | undefined
}

/** The first due day where none is agreed: one period after disbursement. */
export function firstUsualDue({ disbursedOn, frequency, every, monthEnd }: PeriodTerms): Day {
  const months = monthsOfPeriod[frequency] * (every ?? 1)
  if (monthEnd !== 'roll' || months === 0) return onePeriodAfter(disbursedOn, frequency, every)
  return rolled(disbursedOn, months, partsOf(disbursedOn).date)
}

/** How the due days of some terms go on; agreed instalments count months from disbursement. */
export function cadenceOf(terms: ScheduleTerms): Cadence {
  const { frequency, every = 1, disbursedOn, firstDueOn, monthEnd = 'return' } = terms
  if (terms.instalments !== undefined) {
    const dayOfMonth = partsOf(disbursedOn).date
    return { unit: 'months', every: 1, first: disbursedOn, dayOfMonth, monthEnd: 'return' }
  }
  const months = monthsOfPeriod[frequency] * every
  if (months === 0) {
    const isWeekly = frequency === 'weekly'
    return { unit: 'days', every: isWeekly ? 7 * every : every, first: firstDueOn, isWeekly }
  }
  const dayOfMonth = agreedDayOfMonth(terms)
  return { unit: 'months', every: months, first: firstDueOn, dayOfMonth, monthEnd }
}

function stayingDays(cadence: Cadence & { unit: 'months' }, from: number, until: number): Day[] {
  const { first, every } = cadence
  const days: Day[] = []
  for (let index = from; index < Math.min(until, 0); index += 1)
    days.push(addMonths(first, index * every, cadence.dayOfMonth))
  let dayOfMonth = partsOf(first).date
  for (let index = 0; index < until; index += 1) {
    const on = addMonths(first, index * every, dayOfMonth)
    dayOfMonth = partsOf(on).date
    if (index >= from) days.push(on)
  }
  return days
}

/** Due days `from` to before `until` of a cadence, not yet moved for holidays; the first is number 0. */
export function dueDaysOf(cadence: Cadence, from: number, until: number): Day[] {
  if (cadence.unit === 'months' && cadence.monthEnd === 'stay')
    return stayingDays(cadence, from, until)
  const { every, first } = cadence
  if (cadence.unit === 'months' && cadence.monthEnd === 'return' && from === 0) {
    return daysEvery(first, { months: every, count: until, dayOfMonth: cadence.dayOfMonth })
  }
  const dayAt = (index: number): Day => {
    if (index === 0) return first
    if (cadence.unit === 'days') return addDays(first, index * every)
    const { dayOfMonth } = cadence
    if (cadence.monthEnd === 'return') return addMonths(first, index * every, dayOfMonth)
    return rolled(monthOfFirst(cadence), index * every, dayOfMonth)
  }
  return Array.from({ length: until - from }, (_, index) => dayAt(from + index))
}

/** Every due day in order as agreed, not yet moved for holidays. */
export function dueDays(terms: ScheduleTerms): Day[] {
  if (terms.instalments !== undefined) return terms.instalments.map(({ dueOn }) => dueOn)
  return dueDaysOf(cadenceOf(terms), 0, terms.periods)
}
