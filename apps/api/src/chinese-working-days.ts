import { type Day, yearOf } from '@banyan/domain/calendar'
import { workingDays } from '@banyan/domain/working-days'
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

const holidays = Object.keys(notices.holidays)
const workedInstead = Object.keys(notices.workdays)

/** The last year whose holidays the State Council has announced here; later years have weekends only. */
export const lastYearOfHolidays = Math.max(...holidays.map((on) => yearOf(on as Day)))

/**
 * Whether banks open in China on a day, by the State Council's yearly notices of holidays and of the
 * days worked in their place.
 */
export const isChineseWorkingDay = workingDays({ closed: holidays, worked: workedInstead })

/** The notices from a year on, for whoever works out days elsewhere. */
export function noticesFrom(year: number): { closed: string[]; worked: string[]; through: number } {
  const isAhead = (on: string) => yearOf(on as Day) >= year
  return {
    closed: holidays.filter(isAhead),
    worked: workedInstead.filter(isAhead),
    through: lastYearOfHolidays,
  }
}
