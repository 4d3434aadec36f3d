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

function exactInterest(numerator: bigint, denominator: bigint, rounding: Rounding) {
  return (balance: Money): Money =>
    money(Number(divideRounded(BigInt(balance) * numerator, denominator, rounding)))
}

/**
 * Interest on a balance for one period, balance × numerator ÷ denominator, rounded once. Floating point
 * answers where it stands clear of a half: its two roundings err by less than 2⁻⁵¹ of the interest. What
 * is nearer, and every tie, is worked out in whole numbers.
 */
function interestBy(numerator: number, denominator: number, rounding: Rounding) {
  const exact = exactInterest(BigInt(numerator), BigInt(denominator), rounding)
  const factor = numerator / denominator

  return (balance: Money): Money => {
    const guess = balance * factor
    const rounded = Math.floor(guess + 0.5)
    const distance = guess - rounded
    const clear = 0.5 - guess * 1e-15 - 1e-12
    if (distance < clear && distance > -clear) return rounded as Money
    return exact(balance)
  }
}

/** Interest on a balance for a period of `parts` parts of the year, exact to the fen. */
export function periodInterest(annualRate: Rate, partsOfYear: number, rounding: Rounding) {
  const byParts = new Map<number, (balance: Money) => Money>()
  const interestFor = (parts: number) => {
    const numerator = annualRate * parts
    const denominator = wholeRate * partsOfYear
    const divisor = greatestCommonDivisor(numerator, denominator)
    return interestBy(numerator / divisor, denominator / divisor, rounding)
  }
  let lastParts = -1
  let last: (balance: Money) => Money = (balance) => balance

  return (balance: Money, parts: number): Money => {
    if (parts !== lastParts) {
      last = byParts.get(parts) ?? interestFor(parts)
      byParts.set(parts, last)
      lastParts = parts
    }
    return last(balance)
  }
}
