import { addDays, addMonths } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import type { Money, Rounding } from '../money.ts'
import type { Rate } from '../rate.ts'
import type { HolidayRule } from '../working-days.ts'
import type { DayCount } from './day-count.ts'

export const repaymentMethods = [
  'equal-instalment',
  'equal-principal',
  'interest-only',
  'bullet',
  'balloon',
  'residual',
  'stepped',
  'flat',
  'custom',
] as const
export type RepaymentMethod = (typeof repaymentMethods)[number]

export const frequencies = [
  'monthly',
  'quarterly',
  'half-yearly',
  'yearly',
  'weekly',
  'days',
] as const
export type Frequency = (typeof frequencies)[number]

/** Months in a period; weeks and days have none. */
export const monthsOfPeriod = {
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
  weekly: 0,
  days: 0,
} as const satisfies Record<Frequency, number>

export const mostPeriods = 1200

export const monthEnds = ['return', 'stay', 'roll'] as const
/**
 * A day that a month lacks: its last day and back again (return), its last day and on from there (stay),
 * or the first of the next month and back again (roll).
 */
export type MonthEnd = (typeof monthEnds)[number]

export const graceInterests = ['later', 'capitalised', 'waived'] as const
/** Interest of a grace: with the first instalment after it, added to the principal, or none. */
export type GraceInterest = (typeof graceInterests)[number]

export const multipleRoundings = ['nearest', 'up'] as const
export type MultipleRounding = (typeof multipleRoundings)[number]

/** From one step to the next, every so many instalments; percent in millionths, either may be negative. */
export type InstalmentStep = { every: number; percent: number } | { every: number; amount: Money }

/** An instalment agreed by hand; `principal` null is the rest of the loan. */
export interface AgreedInstalment {
  dueOn: Day
  principal: Money | null
  interest: 'due' | 'later'
}

export const feeBases = ['principal', 'instalment', 'balance'] as const
export type FeeBase = (typeof feeBases)[number]

/** Of the loan's amount, of the row's principal and interest, or of the balance before the row. */
export type ScheduleFee =
  | { at: 'disbursement' | 'instalment'; amount: Money }
  | { at: 'disbursement' | 'instalment'; percent: Rate; of: FeeBase }
  | { dueOn: Day; amount: Money }

/** What a schedule is made of; a term left out is the usual one. */
export interface ScheduleTerms {
  method: RepaymentMethod
  /** What is paid out on `disbursedOn`; later drawdowns come on top. */
  principal: Money
  annualRate: Rate
  periods: number
  frequency: Frequency
  dayCount: DayCount
  disbursedOn: Day
  firstDueOn: Day
  rounding: Rounding
  /** A period is so many of the frequency: every 2 months, every 15 days. */
  every?: number | undefined
  monthEnd?: MonthEnd | undefined
  holidayRule?: HolidayRule | undefined
  /** Interest runs to the moved due day instead of the agreed one. */
  interestFollows?: boolean | undefined
  principalGrace?: number | undefined
  interestGrace?: number | undefined
  graceInterest?: GraceInterest | undefined
  /** Balloon: the instalment of so many periods, the rest with the last of fewer. */
  amortiseOver?: number | undefined
  /** Principal left for the last instalment. */
  residual?: Money | undefined
  step?: InstalmentStep | undefined
  instalments?: readonly AgreedInstalment[] | undefined
  principalEvery?: number | undefined
  interestEvery?: number | undefined
  /** Agreed by hand; the last instalment takes the rest. */
  instalment?: Money | undefined
  instalmentMultiple?: Money | undefined
  multipleRounding?: MultipleRounding | undefined
  drawdowns?: readonly { on: Day; amount: Money }[] | undefined
  rateChanges?: readonly { from: Day; annualRate: Rate }[] | undefined
  fees?: readonly ScheduleFee[] | undefined
}

/** One period after `on`: the same day of the month, or the last of a shorter month. */
export function onePeriodAfter(on: Day, frequency: Frequency, every = 1): Day {
  const months = monthsOfPeriod[frequency] * every
  if (months > 0) return addMonths(on, months)
  return addDays(on, frequency === 'weekly' ? 7 * every : every)
}
