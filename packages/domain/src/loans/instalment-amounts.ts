import type { Money } from '../money.ts'
import { divideRounded } from '../money.ts'
import { levelInstalment } from './level-instalment.ts'
import {
  errorShare,
  greatestCommonDivisor,
  lift,
  periodInterest,
  wholeNumbers,
  wholeRate,
} from './period-interest.ts'
import type { PeriodLengths } from './period-lengths.ts'
import type { ScheduleTerms } from './repayment-terms.ts'

/** Whole fen by row, without their days: what a forecast over many loans sums. */
export interface AmountColumns {
  principal: Float64Array
  interest: Float64Array
}

export function amountColumns(periods: number): AmountColumns {
  return { principal: new Float64Array(periods), interest: new Float64Array(periods) }
}

export type AmountTerms = Pick<ScheduleTerms, 'method' | 'principal' | 'annualRate' | 'rounding'>

/** What a row before the last repays: of equal instalments its interest is a part. */
function repaidInRow(
  { method, principal, annualRate, rounding }: AmountTerms,
  lengths: PeriodLengths,
): number {
  if (method === 'interest-only') return 0
  if (method === 'equal-instalment') {
    return levelInstalment(principal, annualRate, lengths, rounding)
  }
  return Number(divideRounded(BigInt(principal), BigInt(lengths.parts.length), rounding))
}

/**
 * Whether no interest comes so near a half, without being one, that the error could turn its rounding: two
 * fractions over the reduced unit stand at least half of it apart.
 */
function standsApart({ annualRate }: AmountTerms, unit: number, most: number): boolean {
  const reduced = unit / greatestCommonDivisor(unit, annualRate)
  return most * errorShare * 2 * reduced < 1
}

/**
 * Rows of equal instalments in floating point, without a branch. Null where a row stands too near a half to
 * be sure of it, or where an instalment does not cover its interest or outlasts the loan. Half-up lifts the
 * interest by a little more than the error, so that a tie goes up.
 */
function writeLevelRows(
  terms: AmountTerms,
  { parts, partsOfYear }: PeriodLengths,
  { instalment, into }: { instalment: number; into: AmountColumns },
): { balance: number; interest: number } | null {
  const { annualRate, rounding } = terms
  const { principal, interest } = into
  const unit = wholeRate * partsOfYear
  const divisor = rounding === 'half-up' ? unit * (1 - lift) : unit
  const last = parts.length - 1

  let balance: number = terms.principal
  let [total, doubt, least] = [0, 0, 0]
  for (let index = 0; index < last; index += 1) {
    const guess = balance * ((annualRate * (parts[index] ?? 0)) / divisor)
    const earned = guess + wholeNumbers - wholeNumbers
    const repaid = instalment - earned
    balance = balance - instalment + earned
    doubt = Math.max(doubt, Math.abs(guess - earned) + guess * errorShare)
    least = Math.min(least, balance, repaid)
    principal[index] = repaid
    interest[index] = earned
    total += earned
  }
  const isSure = doubt < 0.5 - 1e-12 || (rounding === 'half-up' && standsApart(terms, unit, total))
  return isSure && least === 0 ? { balance, interest: total } : null
}

/** Rows of any method from `from` on, each looked at by itself. Returns their interest. */
function writeRows(
  terms: AmountTerms,
  { parts, partsOfYear }: PeriodLengths,
  {
    from,
    repaidEach,
    into,
  }: { from: { index: number; balance: number }; repaidEach: number; into: AmountColumns },
): number {
  const { annualRate, rounding, method } = terms
  const { principal, interest } = into
  const hasInterestInIt = method === 'equal-instalment'
  const last = parts.length - 1

  let { balance } = from
  let total = 0
  for (let index = from.index; index <= last; index += 1) {
    const period = { parts: parts[index] ?? 0, partsOfYear, rounding }
    const earned = periodInterest(balance as Money, annualRate, period)
    const wanted = hasInterestInIt ? repaidEach - earned : repaidEach
    const repaid = index === last ? balance : Math.min(balance, Math.max(0, wanted))
    principal[index] = repaid
    interest[index] = earned
    total += earned
    balance -= repaid
  }
  return total
}

/**
 * The rows into the first places of `into`, one for each of `lengths.parts`; the last takes the rest of the
 * principal. Returns the interest of all rows.
 *
 * Floating point answers where interest stands clear of a half; what is nearer, and every tie that it could
 * miss, is worked out in whole numbers.
 */
export function writeAmounts(
  terms: AmountTerms,
  lengths: PeriodLengths,
  into: AmountColumns,
): number {
  const repaidEach = repaidInRow(terms, lengths)
  const level =
    terms.method === 'equal-instalment'
      ? writeLevelRows(terms, lengths, { instalment: repaidEach, into })
      : null
  const from = level
    ? { index: lengths.parts.length - 1, balance: level.balance }
    : { index: 0, balance: terms.principal }
  return (level?.interest ?? 0) + writeRows(terms, lengths, { from, repaidEach, into })
}
