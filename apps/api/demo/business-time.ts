import {
  addDays,
  addMonths,
  type Day,
  day,
  dayNumber,
  endOfMonth,
  isMonth,
} from '@banyan/domain/calendar'

/** The span of the bank's books: 36 whole months, the day after them open. */
export interface BusinessTime {
  first: Day
  last: Day
  open: Day
  /** `'2023-11'` and so on, 36 of them. */
  months: string[]
}

const monthsKept = 36

/** The months up to and including the given one, or the month before today's. */
export function businessTime(month: string | null, today: Date): BusinessTime {
  const given = month ?? addMonths(day(today.toISOString().slice(0, 10)), -1).slice(0, 7)
  if (!isMonth(given)) throw new RangeError(`DEMO_MONTH must be a month like 2026-10, not ${given}`)
  const last = endOfMonth(day(`${given}-01`))
  const first = addMonths(day(`${given}-01`), 1 - monthsKept)
  const months = Array.from({ length: monthsKept }, (_, index) =>
    addMonths(first, index).slice(0, 7),
  )
  return { first, last, open: addDays(last, 1), months }
}

const minute = 60_000
const nineInChina = 60

/** The instant some minutes after nine o'clock of a business day, in China's time. */
export function instantOn(on: Day, minutes = 0): Date {
  return new Date(dayNumber(on) * 1440 * minute + (nineInChina + minutes) * minute)
}

/** Monday is 0. */
function weekday(on: Day): number {
  return (((dayNumber(on) + 3) % 7) + 7) % 7
}

/** The day itself, or the Monday after a weekend. */
export function workdayFrom(on: Day): Day {
  const past = weekday(on) - 4
  return past > 0 ? addDays(on, 3 - past) : on
}
