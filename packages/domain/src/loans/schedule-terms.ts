import { z } from 'zod'

import { addDays, addMonths, Day, daysEvery, partsOf } from '../calendar.ts'
import type { Money } from '../money.ts'
import { MoneyText, roundings } from '../money.ts'
import type { Rounding } from '../money.ts'
import type { Rate } from '../rate.ts'
import { RateText } from '../rate.ts'
import type { DayCount } from './day-count.ts'
import { dayCounts } from './day-count.ts'

export const repaymentMethods = ['equal-instalment', 'equal-principal', 'interest-only'] as const
export type RepaymentMethod = (typeof repaymentMethods)[number]

export const frequencies = ['monthly', 'quarterly', 'weekly'] as const
export type Frequency = (typeof frequencies)[number]

/** Months in a period; a week has none. */
export const monthsOfPeriod = { monthly: 1, quarterly: 3, weekly: 0 } as const

export const mostPeriods = 1200

export interface ScheduleTerms {
  method: RepaymentMethod
  principal: Money
  annualRate: Rate
  periods: number
  frequency: Frequency
  dayCount: DayCount
  disbursedOn: Day
  firstDueOn: Day
  rounding: Rounding
}

/** One period after `on`: the same day of the month, or the last of a shorter month. */
export function onePeriodAfter(on: Day, frequency: Frequency): Day {
  return frequency === 'weekly' ? addDays(on, 7) : addMonths(on, monthsOfPeriod[frequency])
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

/**
 * Terms as they are typed or piped in: money and percent as decimal text. `firstDueOn` defaults
 * to one period after `disbursedOn`; a misspelt term is an error, not a default.
 */
export const ScheduleTerms = z
  .strictObject({
    method: z.enum(repaymentMethods),
    principal: MoneyText.refine((amount) => amount > 0, 'not-above-zero'),
    annualRate: RateText,
    periods: z.int().min(1).max(mostPeriods),
    frequency: z.enum(frequencies).default('monthly'),
    dayCount: z.enum(dayCounts).default('30/360'),
    disbursedOn: Day,
    firstDueOn: Day.optional(),
    rounding: z.enum(roundings).default('half-up'),
  })
  .transform((terms): ScheduleTerms => {
    const firstDueOn = terms.firstDueOn ?? onePeriodAfter(terms.disbursedOn, terms.frequency)
    return { ...terms, firstDueOn }
  })
  .refine(({ disbursedOn, firstDueOn }) => firstDueOn > disbursedOn, {
    path: ['firstDueOn'],
    message: 'not-after-disbursement',
  })

/** Every due day in order; month ends return to the agreed day after a shorter month. */
export function dueDays(terms: ScheduleTerms): Day[] {
  const { frequency, firstDueOn, disbursedOn, periods } = terms
  if (frequency === 'weekly') {
    return Array.from({ length: periods }, (_, index) => addDays(firstDueOn, index * 7))
  }
  return daysEvery(firstDueOn, {
    months: monthsOfPeriod[frequency],
    count: periods,
    dayOfMonth: dueDayOfMonth(disbursedOn, firstDueOn),
  })
}
