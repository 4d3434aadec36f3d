import { type Day, yearOf } from '@banyan/domain/calendar'
import { isWeekday } from '@banyan/domain/working-days'
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

const holidays = new Set(Object.keys(notices.holidays))
const workedInstead = new Set(Object.keys(notices.workdays))

/** The last year whose holidays the State Council has announced here; later years have weekends only. */
export const lastYearOfHolidays = Math.max(...[...holidays].map((on) => yearOf(on as Day)))

/**
 * Whether banks open in China on a day, by the State Council's yearly notices of holidays and of the
 * days worked in their place.
 */
export function isChineseWorkingDay(on: Day): boolean {
  return workedInstead.has(on) || (isWeekday(on) && !holidays.has(on))
}
