import type { Money, Rounding } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import type { Rate } from '../rate.ts'

/** One hundred percent in millionths of a percent. */
export const wholeRate = 100_000_000

function greatestCommonDivisor(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low > 0) [high, low] = [low, high % low]
  return high
}

function exactInterest(numerator: bigint, denominator: bigint, rounding: Rounding) {
  return (balance: Money): Money =>
    money(Number(divideRounded(BigInt(balance) * numerator, denominator, rounding)))
}

/**
 * Interest on a balance for one period, balance × numerator ÷ denominator, rounded once.
 * The fast way keeps every product below 2^53 by dividing the balance first; where that cannot be
 * promised the same sum is done in BigInt.
 */
function interestBy(numerator: number, denominator: number, rounding: Rounding) {
  const exact = exactInterest(BigInt(numerator), BigInt(denominator), rounding)
  const isSafe = numerator * denominator * 2 <= Number.MAX_SAFE_INTEGER
  if (!isSafe) return exact
  const highestBalance = Number.MAX_SAFE_INTEGER / (numerator + 1)

  return (balance: Money): Money => {
    if (balance > highestBalance) return exact(balance)
    const whole = Math.floor(balance / denominator)
    const product = (balance - whole * denominator) * numerator
    const quotient = Math.floor(product / denominator)
    const twice = (product - quotient * denominator) * 2
    const isOdd = (whole * numerator + quotient) % 2 === 1
    const up = twice > denominator || (twice === denominator && (rounding === 'half-up' || isOdd))
    return (whole * numerator + quotient + (up ? 1 : 0)) as Money
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
