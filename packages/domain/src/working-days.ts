import type { Day } from './calendar.ts'
import { addDays, dayNumber, monthOf } from './calendar.ts'

/** Whether banks open on a day: weekends, public holidays and the days worked in their place. */
export type IsWorkingDay = (on: Day) => boolean

export const holidayRules = ['none', 'next', 'previous', 'modified-next'] as const
/** Where a due day on a closed day goes; modified-next turns back rather than leave the month. */
export type HolidayRule = (typeof holidayRules)[number]

/** Longer than any holiday: a calendar without working days is a mistake. */
const longestHoliday = 30

/** Monday to Friday. */
export function isWeekday(on: Day): boolean {
  const sinceThursday = (((dayNumber(on) % 7) + 7) % 7) + 4
  return sinceThursday % 7 !== 6 && sinceThursday % 7 !== 0
}

/** Weekdays but those that are closed, and the days worked in their place. */
export function workingDays({
  closed,
  worked,
}: {
  closed: readonly string[]
  worked: readonly string[]
}): IsWorkingDay {
  const [isClosed, isWorked] = [new Set(closed), new Set(worked)]
  return (on) => isWorked.has(on) || (isWeekday(on) && !isClosed.has(on))
}

function search(on: Day, step: 1 | -1, isWorkingDay: IsWorkingDay): Day {
  for (let days = 0; days <= longestHoliday; days += 1) {
    const candidate = addDays(on, days * step)
    if (isWorkingDay(candidate)) return candidate
  }
  throw new RangeError(`no working day within ${longestHoliday} days of ${on}`)
}

/** The day on which a payment due `on` is made. RangeError when the calendar has no working day near. */
export function adjusted(on: Day, rule: HolidayRule, isWorkingDay: IsWorkingDay): Day {
  if (rule === 'none') return on
  if (rule === 'previous') return search(on, -1, isWorkingDay)
  const next = search(on, 1, isWorkingDay)
  if (rule === 'next' || monthOf(next) === monthOf(on)) return next
  return search(on, -1, isWorkingDay)
}
