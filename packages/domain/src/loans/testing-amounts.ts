import { divideRounded, type Rounding } from '../money.ts'
import type { PeriodLengths } from './period-lengths.ts'

/** A loan of equal instalments: fen, and millionths of a percent a year. */
export interface TriedLoan extends PeriodLengths {
  readonly principal: number
  readonly annualRate: number
  readonly rounding: Rounding
}

/** The level instalment and its rows in whole numbers only: principal and interest of each. */
export function exactRows({ principal, annualRate, parts, partsOfYear, rounding }: TriedLoan) {
  const unit = 100_000_000n * BigInt(partsOfYear)
  const factors = parts.map((length) => BigInt(annualRate) * BigInt(length))
  const [first = 0n, ...later] = factors
  let [growth, annuity, power] = [BigInt(principal) * (unit + first), 1n, 1n]
  for (const factor of later) {
    power *= unit
    annuity = annuity * (unit + factor) + power
    growth *= unit + factor
  }
  const level = divideRounded(growth, unit * annuity, rounding)
  let balance = BigInt(principal)
  return factors.map((factor, index) => {
    const interest = divideRounded(balance * factor, unit, rounding)
    const wanted = index === factors.length - 1 ? balance : level - interest
    const repaid = wanted < 0n ? 0n : wanted > balance ? balance : wanted
    balance -= repaid
    return [Number(repaid), Number(interest)]
  })
}
