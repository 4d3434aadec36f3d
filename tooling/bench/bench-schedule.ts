import { day } from '@banyan/domain/calendar'
import { dueDays } from '@banyan/domain/loans/due-days'
import { instalmentAmounts } from '@banyan/domain/loans/instalment-amounts'
import { periodLengths } from '@banyan/domain/loans/period-lengths'
import { buildSchedule } from '@banyan/domain/loans/schedule'
import type { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { Decimal } from 'decimal.js'
import { type Measure, measure, perSecond } from './measure.ts'

const periods = 360

function termsOf(i: number): ScheduleTerms {
  return {
    method: 'equal-instalment',
    principal: money(10_000_00 + i * 7_919_31),
    annualRate: parseRate('4.35'),
    periods,
    frequency: 'monthly',
    dayCount: '30/360',
    rounding: 'half-up',
    disbursedOn: day('2024-01-15'),
    firstDueOn: day('2024-02-15'),
  }
}

/** Enough digits that no row rounds the wrong way. */
const Exact = Decimal.clone({ precision: 34 })

const some = Array.from({ length: 50 }, (_, i) => termsOf(i))

/** The textbook loop with an exact decimal library: the same rows, in yuan with two decimals. */
function decimalSchedule(terms: ScheduleTerms) {
  const rate = new Exact(terms.annualRate).div(100_000_000).div(12)
  const growth = rate.plus(1).pow(periods)
  let balance = new Exact(terms.principal).div(100)
  const level = balance.times(rate).times(growth).div(growth.minus(1)).toDecimalPlaces(2)
  return dueDays(terms).map((dueOn, index) => {
    const interest = balance.times(rate).toDecimalPlaces(2)
    const principal = index === periods - 1 ? balance : level.minus(interest)
    const total = principal.plus(interest)
    balance = balance.minus(principal)
    return { number: index + 1, dueOn, principal, interest, total, balance }
  })
}

/** What unrounded floats can do at most. */
function floatRecurrence(terms: ScheduleTerms, into: Float64Array): void {
  const rate = terms.annualRate / 100_000_000 / 12
  const growth = (1 + rate) ** periods
  let balance: number = terms.principal
  const level = (balance * rate * growth) / (growth - 1)
  for (let i = 0; i < periods; i++) {
    const interest = balance * rate
    into[i] = interest
    balance -= level - interest
  }
}

const each = (run: (terms: ScheduleTerms) => void) => () => {
  for (const terms of some) run(terms)
  return some.length
}

/** Schedules of 360 instalments a second, exact to the cent. */
export async function benchSchedule(): Promise<Measure[]> {
  const [first] = some
  if (!first) return []
  const lengths = periodLengths(first, dueDays(first))
  const into = new Float64Array(periods)
  const floats = perSecond(
    300,
    each((terms) => floatRecurrence(terms, into)),
  )
  const amounts = perSecond(
    500,
    each((terms) => void instalmentAmounts(terms, lengths)),
  )
  const whole = perSecond(
    500,
    each((terms) => void buildSchedule(terms)),
  )
  const decimals = perSecond(
    500,
    each((terms) => void decimalSchedule(terms)),
  )
  const unit = 'schedules/s'
  return [
    measure({
      name: 'schedule amounts, typed arrays',
      value: amounts,
      unit,
      limit: floats,
      against: 'unrounded float recurrence',
      goal: '≥ 0.17',
    }),
    measure({
      name: 'schedule with dates and objects',
      value: whole,
      unit,
      limit: decimals,
      against: 'decimal.js, the same rows',
      goal: '≥ 100',
    }),
    measure({
      name: 'schedule amounts against decimals',
      value: amounts,
      unit,
      limit: decimals,
      against: 'decimal.js',
      goal: '≥ 250',
    }),
  ]
}
