import type { Money, Rounding } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { wholeRate } from './period-interest.ts'
import type { InstalmentStep, MultipleRounding } from './repayment-terms.ts'

/**
 * What an instalment is worked out from: the balance and the exact interest of its first period over
 * `unit`, and the rate and length of each later one; `steps` counts, for every period, how often the
 * instalment has stepped by then.
 */
export interface InstalmentProblem {
  balance: Money
  interest: bigint
  annualRate: Rate
  later: readonly number[]
  unit: bigint
  residual: Money
  step: InstalmentStep | null
  steps: readonly number[]
}

export interface RoundingRule {
  rounding: Rounding
  multiple: { of: Money; rounding: MultipleRounding } | null
}

/** A positive fraction to the fen, or to the multiple that is agreed. */
export function roundedAmount(
  numerator: bigint,
  denominator: bigint,
  { rounding, multiple }: RoundingRule,
): Money {
  if (multiple === null) return money(Number(divideRounded(numerator, denominator, rounding)))
  const of = BigInt(multiple.of)
  const size = denominator * of
  const count =
    multiple.rounding === 'up' && numerator > 0n
      ? (numerator + size - 1n) / size
      : divideRounded(numerator, size, rounding)
  return money(Number(count * of))
}

const whole = BigInt(wholeRate)

/** How much one unit of the first instalment weighs at each step, over one common denominator. */
function stepWeights({ step, steps }: InstalmentProblem): bigint[] {
  if (step === null || !('percent' in step)) return steps.map(() => 1n)
  const growth = whole + BigInt(step.percent)
  const most = BigInt(Math.max(0, ...steps))
  return steps.map((count) => growth ** BigInt(count) * whole ** (most - BigInt(count)))
}

function weightUnit({ step, steps }: InstalmentProblem): bigint {
  if (step === null || !('percent' in step)) return 1n
  return whole ** BigInt(Math.max(0, ...steps))
}

/**
 * The first instalment A as one fraction. With the balance B, its first interest I, the later rates rᵢ and
 * the residual F: (B + I)·Π(1+rᵢ) = F + Σⱼ (A·wⱼ + d·mⱼ)·Π_{i>j}(1+rᵢ), wⱼ the weight and mⱼ the count
 * of the steps by period j. The sums are built from the front: s ← s·(1+rⱼ) + wⱼ.
 */
export function exactFirstInstalment(problem: InstalmentProblem): [bigint, bigint] {
  const { balance, interest, annualRate, later, unit, residual, step, steps } = problem
  const weights = stepWeights(problem)
  const amount = step !== null && 'amount' in step ? BigInt(step.amount) : 0n
  let growth = BigInt(balance) * unit + interest
  let weighed = weights[0] ?? 1n
  let stepped = BigInt(steps[0] ?? 0)
  let power = 1n
  for (const [index, parts] of later.entries()) {
    const grown = unit + BigInt(annualRate) * BigInt(parts)
    power *= unit
    growth *= grown
    weighed = weighed * grown + (weights[index + 1] ?? 1n) * power
    stepped = stepped * grown + BigInt(steps[index + 1] ?? 0) * power
  }
  // growth stands over unit·power, weighed and stepped over power.
  const owed = growth - BigInt(residual) * unit * power - amount * stepped * unit
  return [owed * weightUnit(problem), weighed * unit]
}

/** The first instalment in floating point, and how far that may be from the truth. */
function guess({ balance, interest, annualRate, later, unit, residual }: InstalmentProblem) {
  const size = Number(unit)
  let growth = balance + Number(interest) / size
  let annuity = 1
  for (const parts of later) {
    const grown = 1 + (annualRate * parts) / size
    growth *= grown
    annuity = annuity * grown + 1
  }
  const amount = (growth - residual) / annuity
  return { amount, doubt: ((growth + residual) / annuity) * 1e-11 + 1e-7 }
}

/**
 * The first instalment, rounded once. Floating point answers where it stands clear of a half; anything
 * else, and every multiple and step, is worked out as an exact fraction.
 */
export function firstInstalment(problem: InstalmentProblem, rule: RoundingRule): Money {
  if (rule.multiple === null && problem.step === null) {
    const { amount, doubt } = guess(problem)
    const fraction = amount - Math.floor(amount)
    if (Number.isFinite(amount) && doubt < 0.1 && Math.abs(fraction - 0.5) > doubt) {
      return money(Math.max(0, Math.round(amount)))
    }
  }
  const [above, below] = exactFirstInstalment(problem)
  return above <= 0n ? money(0) : roundedAmount(above, below, rule)
}

/** The instalment after so many steps from the first. */
export function steppedInstalment(
  first: Money,
  step: InstalmentStep,
  count: number,
  rule: RoundingRule,
): Money {
  if ('amount' in step) return money(first + step.amount * count)
  const times = BigInt(count)
  const above = BigInt(first) * (whole + BigInt(step.percent)) ** times
  return roundedAmount(above, whole ** times, rule)
}
