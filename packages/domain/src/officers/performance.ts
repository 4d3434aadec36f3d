import type { Day } from '../calendar.ts'
import { addMonths, day, daysBetween, endOfMonth } from '../calendar.ts'
import type { Money } from '../money.ts'

/** Default, wherever it is counted: ever more than 90 days past due within 12 months on book. */
export const defaultDefinition = { moreThanDaysPastDue: 90, withinMonths: 12 } as const

/** Below this many cases a rate is shown with its interval and count but compared with nothing. */
export const fewestCases = 30

export interface Interval {
  low: number
  high: number
}

/**
 * The Wilson score interval of a share bad ÷ n, both ends within 0 and 1; null for no cases.
 * `z` is 1.96 for 95 %. RangeError unless 0 ≤ bad ≤ n.
 */
export function wilsonInterval(bad: number, n: number, z = 1.959963984540054): Interval | null {
  if (n === 0) return null
  if (bad < 0 || bad > n || n < 0) throw new RangeError(`not a share: ${bad} of ${n}`)
  const share = bad / n
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const centre = share + (z * z) / (2 * n)
  const scale = 1 + (z * z) / n
  return {
    low: bad === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: bad === n ? 1 : Math.min(1, (centre + spread) / scale),
  }
}

/**
 * The value below which a share of the numbers lies, between neighbours in proportion, as
 * PostgreSQL's percentile_cont gives it; null for none. RangeError unless 0 ≤ share ≤ 1.
 */
export function percentile(numbers: readonly number[], share: number): number | null {
  if (share < 0 || share > 1) throw new RangeError(`not a share: ${share}`)
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? 0
  const above = sorted[Math.ceil(at)] ?? below
  return below + (above - below) * (at - Math.floor(at))
}

export function median(numbers: readonly number[]): number | null {
  return percentile(numbers, 0.5)
}

/** Calendar days from submission to decision, 0 on the same day. */
export function cycleDays(submittedOn: Day, decidedOn: Day): number {
  return daysBetween(submittedOn, decidedOn)
}

/**
 * A cohort (month of disbursement, `'2025-03'`) is mature once its last loan can have been so many
 * months on book (12 unless told); until then its default rate is marked.
 */
export function cohortIsMature(
  month: string,
  asOf: Day,
  monthsOnBook: number = defaultDefinition.withinMonths,
): boolean {
  const lastDay = endOfMonth(day(`${month}-01`))
  return asOf >= endOfMonth(addMonths(lastDay, monthsOnBook))
}

/** Whether a loan counts as a default: it was first more than 90 days late within its 12 months. */
export function isDefault(loan: { disbursedOn: Day; firstOver90On: Day | null }): boolean {
  if (loan.firstOver90On === null) return false
  return loan.firstOver90On <= addMonths(loan.disbursedOn, defaultDefinition.withinMonths)
}

export interface CohortLoan {
  disbursedOn: Day
  amount: Money
  firstOver90On: Day | null
}

export interface DefaultCount {
  loans: number
  bad: number
  amount: number
  badAmount: number
  interval: Interval | null
}

/** Defaults by number and by amount disbursed; what was repaid never shrinks the denominator. */
export function countDefaults(loans: readonly CohortLoan[]): DefaultCount {
  let [bad, amount, badAmount] = [0, 0, 0]
  for (const loan of loans) {
    amount += loan.amount
    if (!isDefault(loan)) continue
    bad += 1
    badAmount += loan.amount
  }
  return {
    loans: loans.length,
    bad,
    amount,
    badAmount,
    interval: wilsonInterval(bad, loans.length),
  }
}

/** Approved ÷ (approved + declined), withdrawn ones aside; null when nothing was decided. */
export function approvalRate(decided: { approved: number; declined: number }): number | null {
  const all = decided.approved + decided.declined
  return all === 0 ? null : decided.approved / all
}
