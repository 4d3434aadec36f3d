import { z } from 'zod'

import { addMonths, type Day, day, partsOf, yearOf } from '../calendar.ts'
import { type Rate, rate } from '../rate.ts'
import { lprOn } from '../rates/lpr.ts'

export const lprTenors = ['1y', '5y'] as const
export type LprTenor = (typeof lprTenors)[number]

/** When a floating rate follows the quotation of that day: never, each 1 January, each year of the loan, each quarter. */
export const resetRules = ['none', 'january', 'anniversary', 'quarter'] as const
export type ResetRule = (typeof resetRules)[number]

/** Whole basis points over the loan prime rate; below it when negative. */
export const SpreadBp = z.int().min(-1_000).max(10_000)

/** How the rate of a contract is found: as agreed, or the loan prime rate and a spread (中国人民银行公告〔2019〕第15号). */
export const RatePlan = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({
    kind: z.literal('lpr'),
    tenor: z.enum(lprTenors),
    spreadBp: SpreadBp,
    resets: z.enum(resetRules),
  }),
])
export type RatePlan = z.infer<typeof RatePlan>

const millionthsPerBasisPoint = 10_000

function quotedOn(tenor: LprTenor, on: Day): Rate | null {
  const quotation = lprOn(on)
  if (!quotation) return null
  return tenor === '1y' ? quotation.oneYear : quotation.fiveYears
}

/** The loan prime rate of the day and `spreadBp` over it; null before 2019-08-20 or where the sum is below zero. */
export function lprPlus(tenor: LprTenor, spreadBp: number, on: Day): Rate | null {
  const quoted = quotedOn(tenor, on)
  if (quoted === null) return null
  const sum = quoted + spreadBp * millionthsPerBasisPoint
  return sum < 0 ? null : rate(sum)
}

/** The rate a plan gives on a day; null for a fixed plan and where the loan prime rate is not known. */
export function rateUnder(plan: RatePlan, on: Day): Rate | null {
  return plan.kind === 'fixed' ? null : lprPlus(plan.tenor, plan.spreadBp, on)
}

/** The spread of a rate over the loan prime rate of the day; null where it is not whole basis points. */
export function spreadOf(annualRate: Rate, tenor: LprTenor, on: Day): number | null {
  const quoted = quotedOn(tenor, on)
  if (quoted === null) return null
  const spread = (annualRate - quoted) / millionthsPerBasisPoint
  return Number.isInteger(spread) ? spread : null
}

const monthsBetweenResets = { january: 12, anniversary: 12, quarter: 3 } as const

function firstReset(resets: keyof typeof monthsBetweenResets, disbursedOn: Day): Day {
  const { year, month } = partsOf(disbursedOn)
  if (resets === 'anniversary') return addMonths(disbursedOn, 12)
  if (resets === 'january') return day(`${String(year + 1).padStart(4, '0')}-01-01`)
  const startOfQuarter = day(
    `${String(yearOf(disbursedOn)).padStart(4, '0')}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`,
  )
  return addMonths(startOfQuarter, 3)
}

/**
 * The days on which the rate of a loan follows the quotation anew, after it is paid out and before
 * it matures, oldest first. A loan of 29 February keeps to the last day of shorter Februaries.
 */
export function resetDaysOf(plan: RatePlan, disbursedOn: Day, maturesOn: Day): Day[] {
  if (plan.kind === 'fixed' || plan.resets === 'none') return []
  const first = firstReset(plan.resets, disbursedOn)
  const { date } = partsOf(plan.resets === 'anniversary' ? disbursedOn : first)
  const step = monthsBetweenResets[plan.resets]
  const days: Day[] = []
  for (let on = first; on < maturesOn; on = addMonths(first, days.length * step, date))
    days.push(on)
  return days
}
