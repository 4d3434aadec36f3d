import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { periodInterest, wholeRate } from './period-interest.ts'
import type { Movement, PlanPeriod, RateStep, SchedulePlan } from './plan-shape.ts'
import type { YearMeasure } from './year-measure.ts'

/** Days of one balance and one rate: balance × rate × parts ÷ parts of the year, rounded once. */
export interface InterestSegment {
  from: Day
  to: Day
  balance: Money
  annualRate: Rate
  parts: number
  partsOfYear: number
  interest: Money
}

/** The denominator of every exact amount of interest in a plan. */
export function interestUnit({ partsOfYear }: Pick<YearMeasure, 'partsOfYear'>): bigint {
  return BigInt(wholeRate) * BigInt(partsOfYear)
}

/** Interest of a segment before rounding, over `interestUnit`. */
export function exactInterest({ balance, annualRate, parts }: InterestSegment): bigint {
  return BigInt(balance) * BigInt(annualRate) * BigInt(parts)
}

/** The rate in force on a day: of the last step that began by then. */
export function rateOn(rates: readonly RateStep[], on: Day): Rate {
  const step = rates.findLast(({ from }) => from <= on) ?? rates[0]
  if (step === undefined) throw new RangeError('a plan needs a rate')
  return step.annualRate
}

/** The rate in force until a day: of the last step before it. */
export function rateBefore(rates: readonly RateStep[], on: Day): Rate {
  const step = rates.findLast(({ from }) => from < on)
  return step === undefined ? rateOn(rates, on) : step.annualRate
}

const within = (on: Day, { from, to }: { from: Day; to: Day }) => from <= on && on < to

/** Whether the rate or the balance becomes another in a period. */
export function changesIn(
  { rates, movements }: Pick<SchedulePlan, 'rates' | 'movements'>,
  period: { from: Day; to: Day },
): { rate: boolean; balance: boolean } {
  return {
    rate: rates.some(({ from }) => within(from, period)),
    balance: movements.some(({ on }) => within(on, period)),
  }
}

/** The first day of a period, and those in it on which the balance or the rate changes. */
function startsIn(
  { rates, movements }: Pick<SchedulePlan, 'rates' | 'movements'>,
  period: { from: Day; to: Day },
): Day[] {
  const starts = [period.from]
  for (const { on } of movements) if (within(on, period)) starts.push(on)
  for (const { from } of rates) if (within(from, period)) starts.push(from)
  return starts.length === 1 ? starts : [...new Set(starts)].toSorted()
}

/**
 * The interest of a period in segments, each rounded to the fen: a new one begins with every change of
 * the balance or the rate (分段计息). `balance` is what is owed before the movements of the first day.
 */
export function interestSegments(
  plan: Pick<SchedulePlan, 'rates' | 'movements' | 'rounding'>,
  measure: YearMeasure,
  period: { from: Day; to: Day },
  balance: Money,
): InterestSegment[] {
  const { partsOfYear } = measure
  const { rounding } = plan
  const starts = startsIn(plan, period)
  let owed = balance
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? period.to
    for (const { on, amount } of plan.movements) if (on === from) owed = money(owed + amount)
    const annualRate = rateOn(plan.rates, from)
    const parts = measure.between(from, to)
    const interest = periodInterest(owed, annualRate, { parts, partsOfYear, rounding })
    return { from, to, balance: owed, annualRate, parts, partsOfYear, interest }
  })
}

/** What is owed after the movements of a period; RangeError where they repay more than is owed. */
export function movedBalance(
  balance: Money,
  movements: readonly Movement[],
  period: PlanPeriod | { from: Day; to: Day },
): Money {
  let owed = balance
  for (const { on, amount } of movements) {
    if (!within(on, period)) continue
    owed = money(owed + amount)
    if (owed < 0) throw new RangeError(`more than is owed is repaid on ${on}`)
  }
  return owed
}
