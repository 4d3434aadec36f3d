import { type Money, money, sumMoney } from '../money.ts'

export interface ReserveNeed {
  /** 潜在风险估计值 at the end of the period. */
  estimate: Money
  allowance: Money
  /** What stands on the general reserve already. */
  reserved: Money
}

/**
 * What is to be appropriated to the general reserve (财金〔2012〕20号): the excess of the estimate over the allowance
 * beyond what is reserved. Nothing where there is enough; a reserve that is too high stays.
 */
export function reserveTopUp({ estimate, allowance, reserved }: ReserveNeed): Money {
  return money(Math.max(0, estimate - allowance - reserved))
}

/** An amount over several parts by their weights, exactly: what is left over goes to the largest fractions, the first of equals. */
export function spreadByWeight(amount: Money, weights: readonly Money[]): Money[] {
  const whole = BigInt(sumMoney(weights))
  if (whole <= 0n) throw new RangeError('there is nothing to spread by')
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight)
    return { index, share: Number(product / whole), rest: product % whole }
  })
  const left = amount - parts.reduce((sum, { share }) => sum + share, 0)
  const first = parts.toSorted((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )
  const rounded = new Set(first.slice(0, left).map(({ index }) => index))
  return parts.map(({ index, share }) => money(share + (rounded.has(index) ? 1 : 0)))
}
