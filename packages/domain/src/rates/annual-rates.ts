import type { Day } from '../calendar.ts'
import { addDays, addMonths, daysBetween, partsOf } from '../calendar.ts'
import type { DayCount } from '../loans/day-count.ts'
import { yearFraction } from '../loans/day-count.ts'
import { growthPerPeriod, ratePerUnitPeriod, type RateSolution } from './present-value.ts'

export const unitPeriods = [
  'monthly',
  'quarterly',
  'half-yearly',
  'yearly',
  'weekly',
  'biweekly',
  'semimonthly',
  'daily',
] as const
/** What payments are counted in. */
export type UnitPeriod = (typeof unitPeriods)[number]

/** Unit periods in a year (Regulation Z, Appendix J (b)(4)–(5)). */
export const periodsPerYear = {
  monthly: 12,
  quarterly: 4,
  'half-yearly': 2,
  yearly: 1,
  weekly: 52,
  biweekly: 26,
  semimonthly: 24,
  daily: 365,
} as const satisfies Record<UnitPeriod, number>

const monthsOf: Partial<Record<UnitPeriod, number>> = {
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
}
const daysOf: Partial<Record<UnitPeriod, number>> = { weekly: 7, biweekly: 14, daily: 1 }

/**
 * Annual rates in percent. `simple` is the rate per period times the periods of a year, `effective` its
 * compound growth (中国人民银行公告〔2021〕第3号), `xirr` the growth of dated flows over days ÷ 365. Null
 * where flows of that kind are not given, or nothing solves them.
 */
export interface AnnualRates {
  simple: number | null
  effective: number | null
  xirr: number | null
  solution: RateSolution['kind']
  /** All effective rates where there are several. */
  others?: number[]
}

/** Percent to eight decimals: beyond that the search says nothing. */
function percent(rate: number): number {
  return Math.round(rate * 1e10) / 1e8
}

export interface DatedFlow {
  on: Day
  amount: number
}

/** Growth a year of dated flows, each discounted over its part of years from the first. */
function xirr(flows: readonly DatedFlow[], dayCount: DayCount = 'act/365'): RateSolution {
  const [first] = flows.map(({ on }) => on).toSorted()
  if (first === undefined) return { kind: 'none', rates: [] }
  return growthPerPeriod(
    flows.map(({ on, amount }) => {
      const { numerator, denominator } = yearFraction(dayCount, first, on)
      return { at: numerator / denominator, amount }
    }),
  )
}

function othersOf({ kind, rates }: RateSolution, grow: (rate: number) => number) {
  return kind === 'several' ? { others: rates.map((rate) => percent(grow(rate))) } : {}
}

const nothing: AnnualRates = { simple: null, effective: null, xirr: null, solution: 'none' }

/** Of payments at even periods after one advance; money received is above zero. */
export function ratesOfPeriods(flows: readonly number[], perYear: number): AnnualRates {
  const solution = growthPerPeriod(flows.map((amount, at) => ({ at, amount })))
  const [rate] = solution.rates
  if (rate === undefined) return nothing
  const grow = (perPeriod: number) => (1 + perPeriod) ** perYear - 1
  return {
    simple: percent(rate * perYear),
    effective: percent(grow(rate)),
    xirr: null,
    solution: solution.kind,
    ...othersOf(solution, grow),
  }
}

/** Of dated flows without a period: the nominal rate is of months. */
export function ratesOfDays(flows: readonly DatedFlow[], dayCount?: DayCount): AnnualRates {
  const solution = xirr(flows, dayCount)
  const [rate] = solution.rates
  if (rate === undefined) return nothing
  return {
    simple: percent(((1 + rate) ** (1 / 12) - 1) * 12),
    effective: percent(rate),
    xirr: percent(rate),
    solution: solution.kind,
    ...othersOf(solution, (each) => each),
  }
}

function wholeAndRest(from: Day, to: Day, unit: UnitPeriod) {
  const months = monthsOf[unit]
  let whole = 0
  if (months !== undefined) {
    const { date } = partsOf(to)
    while (addMonths(to, -months * (whole + 1), date) >= from) whole += 1
    const start = addMonths(to, -months * whole, date)
    return { whole, fraction: daysBetween(from, start) / (30 * months) }
  }
  if (unit === 'semimonthly') {
    while (addMonths(to, -(whole + 1)) >= from) whole += 1
    const rest = daysBetween(from, addMonths(to, -whole))
    const half = rest >= 15 ? 1 : 0
    return { whole: whole * 2 + half, fraction: (rest - half * 15) / 15 }
  }
  const days = daysOf[unit] ?? 1
  const between = daysBetween(from, to)
  whole = Math.floor(between / days)
  return { whole, fraction: daysBetween(addDays(from, whole * days), to) / days }
}

/**
 * Of dated flows counted in unit periods back from each payment to the first advance, a broken one by
 * its days (30 in a month, 15 in half a month): Regulation Z, Appendix J (b).
 */
export function ratesOfUnitPeriods(flows: readonly DatedFlow[], unit: UnitPeriod): AnnualRates {
  const [first] = flows.map(({ on }) => on).toSorted()
  if (first === undefined) return nothing
  const solution = ratePerUnitPeriod(
    flows.map(({ on, amount }) => ({ ...wholeAndRest(first, on, unit), amount })),
  )
  const [rate] = solution.rates
  if (rate === undefined) return nothing
  const perYear = periodsPerYear[unit]
  const grow = (perPeriod: number) => (1 + perPeriod) ** perYear - 1
  const [yearly] = xirr(flows).rates
  return {
    simple: percent(rate * perYear),
    effective: percent(grow(rate)),
    xirr: yearly === undefined ? null : percent(yearly),
    solution: solution.kind,
    ...othersOf(solution, grow),
  }
}
