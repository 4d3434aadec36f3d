import { divideRounded, type Money } from '../money.ts'
import { type Rate, rate } from '../rate.ts'
import { type Exact, exactly, none, plus, times, toMoney, whole } from './exact.ts'

/** A year ahead: what is owed at its start, how likely default is in it if none came before, what is then lost. */
export interface LossYear {
  exposure: Money
  hazard: Rate
  lossGivenDefault: Rate
}

/** The terms of one year's loss, for people to check: rates rounded to the millionth of a percent. */
export interface LossTerm {
  year: number
  marginalPd: Rate
  lossGivenDefault: Rate
  exposure: Money
  /** What a yuan in a year is worth today. */
  discount: Rate
  loss: Money
}

const toRate = (top: bigint, bottom: bigint): Rate =>
  rate(Number(divideRounded(top * whole, bottom, 'half-up')))

/**
 * Expected credit loss: Σ marginal PD × LGD × EAD ÷ (1 + rate)^year, where the marginal PD of a
 * year is the share that lives to its start times its hazard (CAS 22; IFRS 9, 5.5). Exact until the
 * result is rounded; `discountRate` zero leaves it undiscounted.
 */
export function expectedLoss(
  years: readonly LossYear[],
  discountRate: Rate,
): { exact: Exact; loss: Money; terms: LossTerm[] } {
  let surviving: Exact = { top: 1n, bottom: 1n }
  let discount: Exact = { top: 1n, bottom: 1n }
  let sum = none
  const terms = years.map(({ exposure, hazard, lossGivenDefault }, index): LossTerm => {
    discount = {
      top: discount.top * whole,
      bottom: discount.bottom * (whole + BigInt(discountRate)),
    }
    const marginal = times(surviving, hazard)
    const lost = times(exactly(exposure), lossGivenDefault)
    const loss = {
      top: lost.top * marginal.top * discount.top,
      bottom: lost.bottom * marginal.bottom * discount.bottom,
    }
    surviving = times(surviving, rate(Number(whole) - hazard))
    sum = plus(sum, loss)
    return {
      year: index + 1,
      marginalPd: toRate(marginal.top, marginal.bottom),
      lossGivenDefault,
      exposure,
      discount: toRate(discount.top, discount.bottom),
      loss: toMoney(loss),
    }
  })
  return { exact: sum, loss: toMoney(sum), terms }
}

/** Losses of scenarios weighted by their likelihood; the weights add up to 100 %. RangeError otherwise. */
export function weighted(scenarios: readonly { weight: Rate; loss: Exact }[]): Money {
  return toMoney(weightedExact(scenarios))
}

/** As `weighted`, before the rounding. */
export function weightedExact(scenarios: readonly { weight: Rate; loss: Exact }[]): Exact {
  const sum = scenarios.reduce((total, { weight }) => total + weight, 0)
  if (BigInt(sum) !== whole) throw new RangeError(`the weights of scenarios add up to ${sum}`)
  return scenarios.reduce((all, { weight, loss }) => plus(all, times(loss, weight)), none)
}
