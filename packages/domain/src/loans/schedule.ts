import { money } from '../money.ts'
import type { Money } from '../money.ts'
import type { IsWorkingDay } from '../working-days.ts'
import { buildRows } from './schedule-plan.ts'
import { dueDays } from './due-days.ts'
import { amountColumns, writeAmounts } from './instalment-amounts.ts'
import { periodLengths } from './period-lengths.ts'
import { planOf } from './plan-of.ts'
import type { ScheduleTerms } from './repayment-terms.ts'
import { mostPeriods } from './repayment-terms.ts'
import { withFees } from './schedule-fees.ts'
import type { Schedule, ScheduleRow } from './schedule-row.ts'

export type { Schedule } from './schedule-row.ts'

function checkTerms(terms: ScheduleTerms): void {
  const { principal, periods, disbursedOn, firstDueOn, method } = terms
  if (principal <= 0) throw new RangeError('a schedule needs principal above zero')
  if (!Number.isInteger(periods) || periods < 1 || periods > mostPeriods) {
    throw new RangeError(`a schedule has 1 to ${mostPeriods} periods, not ${periods}`)
  }
  if (firstDueOn < disbursedOn || (firstDueOn === disbursedOn && method !== 'custom')) {
    throw new RangeError('the first due day follows disbursement')
  }
}

const plainMethods: readonly string[] = ['equal-instalment', 'equal-principal', 'interest-only']
const plainTerms = new Set<string>([
  'method',
  'principal',
  'annualRate',
  'periods',
  'frequency',
  'dayCount',
  'disbursedOn',
  'firstDueOn',
  'rounding',
  'every',
  'monthEnd',
  'fees',
])

/** Terms that need no plan: one rate and one drawdown, no grace, no holiday, no agreed amounts. */
function isPlain(terms: ScheduleTerms): boolean {
  if (!plainMethods.includes(terms.method)) return false
  const isUsual = (name: string) =>
    plainTerms.has(name) || terms[name as keyof ScheduleTerms] === undefined
  return (terms.monthEnd ?? 'return') === 'return' && Object.keys(terms).every(isUsual)
}

/** Written anew for each schedule and read at once. */
const amounts = amountColumns(mostPeriods)

function plainSchedule(terms: ScheduleTerms): Schedule {
  const days = dueDays(terms)
  const interestTotal = writeAmounts(terms, periodLengths(terms, days), amounts)
  let balance: number = terms.principal
  const rows = new Array<ScheduleRow>(days.length)
  for (let index = 0; index < days.length; index += 1) {
    const dueOn = days[index] ?? terms.firstDueOn
    const principal = amounts.principal[index] as Money
    const interest = amounts.interest[index] as Money
    const total = (principal + interest) as Money
    balance -= principal
    const number = index + 1
    rows[index] = { number, dueOn, principal, interest, total, balance: balance as Money }
  }
  const interest = money(interestTotal)
  const total = money(terms.principal + interest)
  return { rows, totals: { principal: terms.principal, interest, total } }
}

function plannedRows(terms: ScheduleTerms, isWorkingDay: IsWorkingDay | undefined): ScheduleRow[] {
  const rows = buildRows(planOf(terms, isWorkingDay))
  if (terms.method !== 'stepped') return rows
  const tooSteep = rows
    .slice(terms.principalGrace ?? 0, -1)
    .some((row) => row.principal === 0 && row.balance > 0)
  const last = rows.at(-1)
  if (tooSteep || (last !== undefined && last.principal <= 0)) {
    throw new RangeError('the steps are too steep: an instalment would not pay its interest')
  }
  return rows
}

/**
 * The repayment schedule, exact to the fen. Interest and the level instalment are each rounded
 * once; the last row takes what is left, so principal adds up to the loan. No part is negative:
 * where a long first period earns more than the level instalment, that row is interest only.
 * RangeError for terms that `ScheduleTerms` would not accept, for a holiday rule without a calendar and
 * for steps so steep that an instalment would not pay its interest.
 */
export function buildSchedule(terms: ScheduleTerms, isWorkingDay?: IsWorkingDay): Schedule {
  checkTerms(terms)
  if (isPlain(terms)) return withFees(plainSchedule(terms), terms)
  const rows = plannedRows(terms, isWorkingDay)
  let [principal, interest] = [0, 0]
  for (const row of rows) {
    principal += row.principal
    interest += row.interest
  }
  const totals = {
    principal: money(principal),
    interest: money(interest),
    total: money(principal + interest),
  }
  return withFees({ rows, totals }, terms)
}
