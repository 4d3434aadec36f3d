import { type Day, day, endOfMonth } from '@banyan/domain/calendar'
import {
  cohortIsMature,
  defaultDefinition,
  type Interval,
  wilsonInterval,
} from '@banyan/domain/officers/performance'
import type { Outputs } from '../api.ts'

export type Vintage = Outputs['analytics']['vintage']
export const grains = ['quarter', 'month'] as const
export type Grain = (typeof grains)[number]
export const bases = ['count', 'amount'] as const
export type Basis = (typeof bases)[number]

export interface Tally {
  readonly loans: number
  readonly amount: number
}

/** Loans paid out in one month or quarter, and what of them went bad. */
export interface Cohort {
  /** `'2024-07'` or `'2024Q3'` */
  readonly name: string
  readonly from: Day
  readonly to: Day
  readonly paidOut: Tally
  /** Gone bad within so many months on book, by that number; null where not all loans have been so long on book. */
  readonly badWithin: readonly (Tally | null)[]
  readonly isMature: boolean
  /** Gone bad within the definition's months so far. */
  readonly bad: Tally
  /** Of the share by count. */
  readonly interval: Interval | null
}

export const quarterOf = (month: string): string =>
  `${month.slice(0, 4)}Q${Math.ceil(Number(month.slice(5)) / 3)}`

const firstMonth = (name: string): string =>
  name.includes('Q')
    ? `${name.slice(0, 4)}-${String(Number(name.slice(5)) * 3 - 2).padStart(2, '0')}`
    : name
const lastMonth = (name: string): string =>
  name.includes('Q')
    ? `${name.slice(0, 4)}-${String(Number(name.slice(5)) * 3).padStart(2, '0')}`
    : name

/** The share of a cohort: by number of loans or by principal paid out. */
export const shareOf = (part: Tally, whole: Tally, basis: Basis): number =>
  basis === 'count' ? part.loans / whole.loans : part.amount / whole.amount

/** The cohorts in order, months on book from 0 to `longest`. */
export function cohortsOf(
  { cohorts, curves, asOf }: Vintage,
  grain: Grain,
  longest = 36,
): Cohort[] {
  const nameOf = grain === 'month' ? (month: string) => month : quarterOf
  const names = [...new Set(cohorts.map(({ cohort }) => nameOf(cohort)))]
  return names.map((name) => {
    const months = cohorts.filter(({ cohort }) => nameOf(cohort) === name)
    const points = curves.filter(({ cohort }) => nameOf(cohort) === name)
    const within = (monthsOnBook: number): Tally => {
      const bad = points.filter((point) => point.monthsOnBook <= monthsOnBook)
      return {
        loans: bad.reduce((sum, point) => sum + point.bad, 0),
        amount: bad.reduce((sum, point) => sum + point.badAmount, 0),
      }
    }
    const isComplete = (monthsOnBook: number) =>
      cohortIsMature(lastMonth(name), day(asOf), monthsOnBook)
    const paidOut = {
      loans: months.reduce((sum, { loans }) => sum + loans, 0),
      amount: months.reduce((sum, { amount }) => sum + amount, 0),
    }
    const bad = within(defaultDefinition.withinMonths)
    return {
      name,
      from: day(`${firstMonth(name)}-01`),
      to: endOfMonth(day(`${lastMonth(name)}-01`)),
      paidOut,
      badWithin: Array.from({ length: longest + 1 }, (_, monthsOnBook) =>
        isComplete(monthsOnBook) ? within(monthsOnBook) : null,
      ),
      isMature: isComplete(defaultDefinition.withinMonths),
      bad,
      interval: wilsonInterval(bad.loans, paidOut.loans),
    }
  })
}

/** Cohorts drawn in colour: all when few, else the worst by their last figure and the newest with a year behind them. */
export function highlighted(cohorts: readonly Cohort[], basis: Basis): string[] {
  const drawn = cohorts.filter(({ badWithin }) => badWithin[1])
  if (drawn.length <= 5) return drawn.map(({ name }) => name)
  const lastShare = ({ badWithin, paidOut }: Cohort) => {
    const last = badWithin.findLast((tally) => tally !== null)
    return last ? shareOf(last, paidOut, basis) : 0
  }
  const worst = drawn.toSorted((a, b) => lastShare(b) - lastShare(a)).slice(0, 3)
  const newest = drawn.filter(({ isMature }) => isMature).slice(-2)
  const chosen = new Set([...worst, ...newest].map(({ name }) => name))
  return drawn.filter(({ name }) => chosen.has(name)).map(({ name }) => name)
}
