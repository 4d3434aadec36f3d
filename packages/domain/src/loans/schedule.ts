import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { formatMoney, money } from '../money.ts'
import { instalmentAmounts } from './instalment-amounts.ts'
import { periodLengths } from './period-lengths.ts'
import type { ScheduleTerms } from './schedule-terms.ts'
import { dueDays, mostPeriods } from './schedule-terms.ts'

/** One instalment; `balance` is the principal still owed after it. */
export interface ScheduleRow {
  number: number
  dueOn: Day
  principal: Money
  interest: Money
  total: Money
  balance: Money
}

export interface ScheduleTotals {
  principal: Money
  interest: Money
  total: Money
}

export interface Schedule {
  rows: ScheduleRow[]
  totals: ScheduleTotals
}

function checkTerms({ principal, periods, disbursedOn, firstDueOn }: ScheduleTerms): void {
  if (principal <= 0) throw new RangeError('a schedule needs principal above zero')
  if (!Number.isInteger(periods) || periods < 1 || periods > mostPeriods) {
    throw new RangeError(`a schedule has 1 to ${mostPeriods} periods, not ${periods}`)
  }
  if (firstDueOn <= disbursedOn) throw new RangeError('the first due day follows disbursement')
}

/**
 * The repayment schedule, exact to the fen. Interest and the level instalment are each rounded
 * once; the last row takes what is left, so principal adds up to the loan. No part is negative:
 * where a long first period earns more than the level instalment, that row is interest only.
 * RangeError for terms that `ScheduleTerms` would not accept.
 */
export function buildSchedule(terms: ScheduleTerms): Schedule {
  checkTerms(terms)
  const dueOn = dueDays(terms)
  const lengths = periodLengths(terms, dueOn)
  const amounts = instalmentAmounts(terms, lengths)

  let balance = terms.principal
  const rows = dueOn.map((on, index): ScheduleRow => {
    const principal = (amounts.principal[index] ?? 0) as Money
    const interest = (amounts.interest[index] ?? 0) as Money
    const total = (principal + interest) as Money
    balance = (balance - principal) as Money
    return { number: index + 1, dueOn: on, principal, interest, total, balance }
  })
  const interest = money(amounts.interestTotal)
  const totals = { principal: terms.principal, interest, total: money(terms.principal + interest) }
  return { rows, totals }
}

/** The schedule as the command line and printed contracts give it: money as decimal text. */
export function scheduleAsText({ rows, totals }: Schedule) {
  return {
    rows: rows.map(({ number, dueOn, principal, interest, total, balance }) => ({
      number,
      dueOn,
      principal: formatMoney(principal),
      interest: formatMoney(interest),
      total: formatMoney(total),
      balance: formatMoney(balance),
    })),
    totals: {
      principal: formatMoney(totals.principal),
      interest: formatMoney(totals.interest),
      total: formatMoney(totals.total),
    },
  }
}
