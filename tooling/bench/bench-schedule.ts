import { addDays, day } from '@banyan/domain/calendar'
import { dueDays } from '@banyan/domain/loans/due-days'
import { amountColumns, writeAmounts } from '@banyan/domain/loans/instalment-amounts'
import { type PeriodLengths, periodLengths } from '@banyan/domain/loans/period-lengths'
import { buildSchedule } from '@banyan/domain/loans/schedule'
import type { ScheduleRow } from '@banyan/domain/loans/schedule-row'
import { onePeriodAfter, type ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { money } from '@banyan/domain/money'
import { rate } from '@banyan/domain/rate'
import { Decimal } from 'decimal.js'
import { type Measure, measure, perSecondInTurns } from './measure.ts'

interface Loan {
  terms: ScheduleTerms
  lengths: PeriodLengths
}

/** Thirty years; from 10,000 to 100 million yuan, each at a rate and from a day of its own. */
function loanOf(index: number): Loan {
  const disbursedOn = addDays(day('2024-01-01'), index * 17)
  const terms: ScheduleTerms = {
    method: 'equal-instalment',
    principal: money(10_000_00 + index * index * 4_162_019),
    annualRate: rate((300 + index * 13) * 10_000),
    periods: 360,
    frequency: 'monthly',
    dayCount: '30/360',
    rounding: 'half-up',
    disbursedOn,
    firstDueOn: onePeriodAfter(disbursedOn, 'monthly'),
  }
  return { terms, lengths: periodLengths(terms, dueDays(terms)) }
}

const some = Array.from({ length: 50 }, (_, index) => loanOf(index))

/** Enough digits that no row rounds the wrong way. */
const Exact = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_UP })

/**
 * The textbook loop with an exact decimal library, to the very same rows: whole fen as numbers, on their
 * days. Rows that stay decimals would take about half the time, and could be neither stored nor sent.
 */
function decimalSchedule(terms: ScheduleTerms): ScheduleRow[] {
  const { periods } = terms
  const monthly = new Exact(terms.annualRate).div(100_000_000).div(12)
  const growth = monthly.plus(1).pow(periods)
  let balance = new Exact(terms.principal)
  const level = balance.times(monthly).times(growth).div(growth.minus(1)).toDecimalPlaces(0)
  return dueDays(terms).map((dueOn, index) => {
    const interest = balance.times(monthly).toDecimalPlaces(0)
    const principal = index === periods - 1 ? balance : level.minus(interest)
    const total = principal.plus(interest)
    balance = balance.minus(principal)
    return {
      number: index + 1,
      dueOn,
      principal: money(principal.toNumber()),
      interest: money(interest.toNumber()),
      total: money(total.toNumber()),
      balance: money(balance.toNumber()),
    }
  })
}

/** What unrounded floats can do at most. */
function floatRecurrence({ annualRate, principal, periods }: ScheduleTerms, into: Float64Array) {
  const monthly = annualRate / 100_000_000 / 12
  const growth = (1 + monthly) ** periods
  let balance: number = principal
  const level = (balance * monthly * growth) / (growth - 1)
  for (let i = 0; i < periods; i++) {
    const interest = balance * monthly
    into[i] = interest
    balance -= level - interest
  }
}

/** RangeError where a row of ours is not the decimal library's. */
function compare({ terms }: Loan): void {
  const decimals = decimalSchedule(terms)
  for (const [index, row] of buildSchedule(terms).rows.entries()) {
    if (JSON.stringify(row) !== JSON.stringify(decimals[index])) {
      throw new RangeError(`row ${index + 1} of ${terms.principal} at ${terms.annualRate} differs`)
    }
  }
}

const each = (run: (loan: Loan) => void) => () => {
  for (const loan of some) run(loan)
  return some.length
}

/** One after the other, so that a turn is as short for the slow ones as for the fast. */
function oneByOne(run: (loan: Loan) => void) {
  let next = 0
  return () => {
    const loan = some[next % some.length]
    next += 1
    if (loan) run(loan)
    return 1
  }
}

/** Schedules of 360 instalments a second, exact to the cent. */
export async function benchSchedule(): Promise<Measure[]> {
  for (const loan of some) compare(loan)
  const into = amountColumns(360)
  const { floats, amounts, objects, decimals } = perSecondInTurns(
    {
      floats: each(({ terms }) => floatRecurrence(terms, into.interest)),
      amounts: each(({ terms, lengths }) => void writeAmounts(terms, lengths, into)),
      objects: each(({ terms }) => void buildSchedule(terms)),
      decimals: oneByOne(({ terms }) => void decimalSchedule(terms)),
    },
    { turns: 40, atLeast: 20 },
  )
  const unit = 'schedules/s'
  return [
    measure({
      name: 'schedule amounts, typed arrays',
      value: amounts,
      unit,
      limit: floats,
      against: 'unrounded float recurrence',
      goal: '≥ 0.3',
    }),
    measure({
      name: 'schedule with dates and objects',
      value: objects,
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
