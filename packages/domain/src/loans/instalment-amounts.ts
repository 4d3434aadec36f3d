import type { Money } from '../money.ts'
import { divideRounded } from '../money.ts'
import { levelInstalment } from './level-instalment.ts'
import { periodInterest } from './period-interest.ts'
import type { PeriodLengths } from './period-lengths.ts'
import type { ScheduleTerms } from './repayment-terms.ts'

/** Whole fen by row, without their days: what a forecast over many loans sums. */
export interface InstalmentAmounts {
  principal: Float64Array
  interest: Float64Array
  interestTotal: number
}

export type AmountTerms = Pick<ScheduleTerms, 'method' | 'principal' | 'annualRate' | 'rounding'>

/** How much principal a row before the last repays, given its interest. */
function principalRule(
  { method, principal, annualRate, rounding }: AmountTerms,
  lengths: PeriodLengths,
): (interest: Money) => number {
  if (method === 'interest-only') return () => 0
  if (method === 'equal-principal') {
    const periods = BigInt(lengths.parts.length)
    const share = Number(divideRounded(BigInt(principal), periods, rounding))
    return () => share
  }
  const instalment = levelInstalment(principal, annualRate, lengths, rounding)
  return (interest) => instalment - interest
}

/** One row for each of `lengths.parts`; the last takes the rest of the principal. */
export function instalmentAmounts(terms: AmountTerms, lengths: PeriodLengths): InstalmentAmounts {
  const { parts, partsOfYear } = lengths
  const principalOf = principalRule(terms, lengths)
  const interestOn = periodInterest(terms.annualRate, partsOfYear, terms.rounding)
  const principal = new Float64Array(parts.length)
  const interest = new Float64Array(parts.length)

  let balance = terms.principal
  let interestTotal = 0
  for (let index = 0; index < parts.length; index += 1) {
    const earned = interestOn(balance, parts[index] ?? 0)
    const wanted = index === parts.length - 1 ? balance : principalOf(earned)
    const repaid = wanted < 0 ? 0 : wanted > balance ? balance : wanted
    principal[index] = repaid
    interest[index] = earned
    interestTotal += earned
    balance = (balance - repaid) as Money
  }
  return { principal, interest, interestTotal }
}
