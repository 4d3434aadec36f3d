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

/** Far more than floating point errs in an instalment: by the sum over periods, and by the closed form. */
const doubtOf = { sum: 1e-11, closedForm: 1e-13 }

/** P·Π(1+rᵢ) ÷ (1 + Σ_{j≥2} Π_{i≥j}(1+rᵢ)) in floating point. */
function summed(principal: Money, yearly: number, parts: readonly number[]): number {
  let growth = 1
  let annuity = 0
  for (const length of parts) {
    const factor = 1 + yearly * length
    annuity = annuity === 0 ? 1 : 1 + annuity * factor
    growth *= factor
  }
  return (principal * growth) / annuity
}

/** The same where all periods but the first earn r: P·(1+r₁)·r ÷ ((1+r)·(1 − (1+r)⁻ⁿ)). */
function closed(principal: Money, yearly: number, parts: readonly number[]): number {
  const [first = 0, later = first] = parts
  const rate = yearly * later
  const owed = principal * (1 + yearly * first)
  if (rate === 0) return owed / parts.length
  return (owed * rate) / ((1 + rate) * -Math.expm1(-parts.length * Math.log1p(rate)))
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
  const { parts, partsOfYear, isRegular = false } = lengths
  const yearly = annualRate / (wholeRate * partsOfYear)
  const instalment = (isRegular ? closed : summed)(principal, yearly, parts)
  const doubt = instalment * (isRegular ? doubtOf.closedForm : doubtOf.sum) + 1e-7
  const fraction = instalment - Math.floor(instalment)
  if (Number.isFinite(instalment) && doubt < 0.1 && Math.abs(fraction - 0.5) > doubt) {
    return money(Math.round(instalment))
  }
  return exactInstalment(principal, annualRate, lengths, rounding)
}
