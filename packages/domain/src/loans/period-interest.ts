import type { Money, Rounding } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import type { Rate } from '../rate.ts'

/** One hundred percent in millionths of a percent. */
export const wholeRate = 100_000_000

export function greatestCommonDivisor(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low > 0) [high, low] = [low, high % low]
  return high
}

/** Added and taken away again, it leaves a number below 2⁵¹ rounded to a whole one. */
export const wholeNumbers = 1.5 * 2 ** 52

/** Four roundings in an amount of interest err by less than a `lift` of it; both together by less than this. */
export const errorShare = 1.5e-15
export const lift = 2 ** -50

interface Period {
  parts: number
  partsOfYear: number
  rounding: Rounding
}

function exactInterest(balance: Money, annualRate: Rate, period: Period): Money {
  const earned = BigInt(balance) * BigInt(annualRate) * BigInt(period.parts)
  const unit = BigInt(wholeRate) * BigInt(period.partsOfYear)
  return money(Number(divideRounded(earned, unit, period.rounding)))
}

/**
 * Interest on a balance for `parts` of `partsOfYear`, rounded once. Floating point answers where it stands
 * clear of a half; what is nearer, and every tie, is worked out in whole numbers.
 */
export function periodInterest(balance: Money, annualRate: Rate, period: Period): Money {
  const guess = balance * ((annualRate * period.parts) / (wholeRate * period.partsOfYear))
  const rounded = guess + wholeNumbers - wholeNumbers
  const isClear = Math.abs(guess - rounded) < 0.5 - Math.abs(guess) * errorShare - 1e-12
  return isClear ? (rounded as Money) : exactInterest(balance, annualRate, period)
}
