import { z } from 'zod'

import type { Day } from '../calendar.ts'
import { dayCounts } from '../loans/day-count.ts'
import { firstUsualDue } from '../loans/due-days.ts'
import type {
  AgreedInstalment,
  Frequency,
  RepaymentMethod,
  ScheduleFee,
  ScheduleTerms,
} from '../loans/repayment-terms.ts'
import { graceInterests, monthEnds, multipleRoundings } from '../loans/repayment-terms.ts'
import type { ServicingFee } from '../loans/servicing-terms.ts'
import type { Money } from '../money.ts'
import { money, multiplyByRate, PositiveMoney, roundings } from '../money.ts'
import { Rate } from '../rate.ts'
import { holidayRules } from '../working-days.ts'

/** How the schedule of a loan is made, whatever its amount and term. Counts are instalments. */
export const ScheduleOptions = z.strictObject({
  dayCount: z.enum(dayCounts),
  rounding: z.enum(roundings),
  monthEnd: z.enum(monthEnds),
  holidayRule: z.enum(holidayRules),
  /** Interest runs on to the day that a holiday moved the instalment to. */
  interestFollows: z.boolean(),
  principalGrace: z.int().min(0).max(120),
  interestGrace: z.int().min(0).max(120),
  graceInterest: z.enum(graceInterests),
  instalmentMultiple: PositiveMoney.nullable(),
  multipleRounding: z.enum(multipleRoundings),
  /** Days between instalments where the frequency is counted in days. */
  everyDays: z.int().min(1).max(366).nullable(),
  /** Instalments a balloon loan is worked out over. */
  balloonPeriods: z.int().min(2).max(1200).nullable(),
  /** The part of the loan that a residual loan leaves to its end. */
  residualShare: Rate.nullable(),
  /** How a stepped instalment grows or falls: every so many instalments, by millionths of a per cent. */
  step: z
    .strictObject({ every: z.int().min(1).max(120), percent: z.int().min(-99_000_000).max(1e9) })
    .nullable(),
})
export type ScheduleOptions = z.infer<typeof ScheduleOptions>

/** Months of thirty days, halves up, month ends that return, no grace: the habit of the trade. */
export const usualSchedule: ScheduleOptions = {
  dayCount: '30/360',
  rounding: 'half-up',
  monthEnd: 'return',
  holidayRule: 'none',
  interestFollows: false,
  principalGrace: 0,
  interestGrace: 0,
  graceInterest: 'later',
  instalmentMultiple: null,
  multipleRounding: 'nearest',
  everyDays: null,
  balloonPeriods: null,
  residualShare: null,
  step: null,
}

/** What a single loan settles besides the options of its product. */
export interface AgreedLoan {
  amount: Money
  annualRate: Rate
  periods: number
  method: RepaymentMethod
  frequency: Frequency
  disbursedOn: Day
  /** The rows of a custom loan, as they were agreed. */
  instalments?: readonly AgreedInstalment[] | undefined
}

const levelMethods: readonly RepaymentMethod[] = [
  'equal-instalment',
  'balloon',
  'residual',
  'stepped',
]
const atTheEnd: readonly RepaymentMethod[] = ['bullet', 'custom']

function ofMethod(options: ScheduleOptions, { method, amount }: AgreedLoan) {
  const { balloonPeriods, residualShare, step, instalmentMultiple } = options
  const hasMultiple = [...levelMethods, 'equal-principal', 'flat'].includes(method)
  return {
    ...(method === 'balloon' && balloonPeriods !== null ? { amortiseOver: balloonPeriods } : {}),
    ...(method === 'residual' && residualShare !== null
      ? { residual: shareOfAmount(amount, residualShare) }
      : {}),
    ...(method === 'stepped' && step !== null ? { step } : {}),
    ...(hasMultiple && instalmentMultiple !== null
      ? { instalmentMultiple, multipleRounding: options.multipleRounding }
      : {}),
  }
}

function shareOfAmount(amount: Money, share: Rate): Money {
  return multiplyByRate(amount, share, { numerator: 1, denominator: 1, rounding: 'half-up' })
}

function ofGrace(options: ScheduleOptions, { method, periods }: AgreedLoan) {
  const { principalGrace, interestGrace, graceInterest } = options
  if (atTheEnd.includes(method)) return {}
  const isShorter = (grace: number) => grace > 0 && grace < periods
  return {
    ...(isShorter(principalGrace) ? { principalGrace } : {}),
    ...(isShorter(interestGrace) ? { interestGrace, graceInterest } : {}),
  }
}

function ofDays(options: ScheduleOptions, { frequency }: AgreedLoan) {
  const { monthEnd, holidayRule, interestFollows, everyDays } = options
  const countsDays = frequency === 'weekly' || frequency === 'days'
  return {
    ...(frequency === 'days' && everyDays !== null ? { every: everyDays } : {}),
    ...(countsDays || monthEnd === 'return' ? {} : { monthEnd }),
    ...(holidayRule === 'none' ? {} : { holidayRule, interestFollows }),
  }
}

/**
 * The schedule's terms of a loan of a product, first due one period after it is paid out. Options
 * that say nothing to its method, frequency or length are left out.
 */
export function scheduleTermsOf(options: ScheduleOptions, agreed: AgreedLoan): ScheduleTerms {
  const { amount, annualRate, periods, method, frequency, disbursedOn, instalments } = agreed
  const days = ofDays(options, agreed)
  const [firstAgreed] = instalments ?? []
  return {
    method,
    principal: amount,
    annualRate,
    periods: instalments?.length ?? periods,
    frequency,
    dayCount: options.dayCount,
    rounding: options.rounding,
    disbursedOn,
    firstDueOn: firstAgreed?.dueOn ?? firstUsualDue({ disbursedOn, frequency, ...days }),
    ...(instalments ? { instalments } : {}),
    ...days,
    ...ofGrace(options, agreed),
    ...ofMethod(options, agreed),
  }
}

/** What every borrower is charged by the schedule; charges made by hand are not in it. */
export function scheduleFees(fees: readonly ServicingFee[]): ScheduleFee[] {
  return fees.flatMap(({ charged, basis }): ScheduleFee[] => {
    if (charged === 'by-hand') return []
    const at = charged === 'at-drawdown' ? 'disbursement' : 'instalment'
    if (basis.kind === 'amount')
      return basis.amount > 0 ? [{ at, amount: money(basis.amount) }] : []
    const of = at === 'disbursement' ? 'principal' : 'balance'
    return basis.share > 0 ? [{ at, percent: basis.share, of }] : []
  })
}
