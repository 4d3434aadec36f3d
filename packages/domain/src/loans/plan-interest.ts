import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { wholeRate } from './period-interest.ts'
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
  const inPeriod = plan.movements.filter(({ on }) => within(on, period))
  const cuts = [
    ...inPeriod.map(({ on }) => on),
    ...plan.rates.map(({ from }) => from).filter((on) => within(on, period)),
  ]
  const starts = [...new Set([period.from, ...cuts])].toSorted()
  const unit = interestUnit(measure)
  let owed = balance
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? period.to
    owed = inPeriod
      .filter(({ on }) => on === from)
      .reduce((sum, { amount }) => money(sum + amount), owed)
    const segment = {
      from,
      to,
      balance: owed,
      annualRate: rateOn(plan.rates, from),
      parts: measure.between(from, to),
      partsOfYear: measure.partsOfYear,
      interest: money(0),
    }
    const exact = divideRounded(exactInterest(segment), unit, plan.rounding)
    return { ...segment, interest: money(Number(exact)) }
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
