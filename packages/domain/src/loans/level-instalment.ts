import type { Money, Rounding } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { wholeRate } from './period-interest.ts'
import type { PeriodLengths } from './period-lengths.ts'

/**
 * A = P·Π(1+rᵢ) ÷ (1 + Σ_{j≥2} Π_{i≥j}(1+rᵢ)) as one fraction. With rᵢ = xᵢ ÷ D the sum is built
 * from the front, fₙ = 1 + fₙ₋₁·(1+rₙ), so that A = P·Π(D+xᵢ) ÷ (D·Fₙ).
 */
function exactInstalment(
  principal: Money,
  annualRate: Rate,
  { parts, partsOfYear }: PeriodLengths,
  rounding: Rounding,
): Money {
  const unit = BigInt(wholeRate) * BigInt(partsOfYear)
  const [first = 0, ...later] = parts
  let growth = unit + BigInt(annualRate) * BigInt(first)
  let annuity = 1n
  let power = 1n
  for (const length of later) {
    const factor = unit + BigInt(annualRate) * BigInt(length)
    power *= unit
    annuity = annuity * factor + power
    growth *= factor
  }
  return money(Number(divideRounded(BigInt(principal) * growth, unit * annuity, rounding)))
}

/**
 * The level instalment, rounded once. Floating point answers unless its fraction stands so near a
 * half that its error could turn the rounding; then the exact fraction is worked out.
 */
export function levelInstalment(
  principal: Money,
  annualRate: Rate,
  lengths: PeriodLengths,
  rounding: Rounding,
): Money {
  const yearly = annualRate / (wholeRate * lengths.partsOfYear)
  let growth = 1
  let annuity = 0
  for (const length of lengths.parts) {
    const factor = 1 + yearly * length
    annuity = annuity === 0 ? 1 : 1 + annuity * factor
    growth *= factor
  }
  const instalment = (principal * growth) / annuity
  const doubt = instalment * 1e-11 + 1e-7
  const fraction = instalment - Math.floor(instalment)
  if (Number.isFinite(instalment) && doubt < 0.1 && Math.abs(fraction - 0.5) > doubt) {
    return money(Math.round(instalment))
  }
  return exactInstalment(principal, annualRate, lengths, rounding)
}
