import type { Money, Rounding } from '../money.ts'
import { divideRounded, money } from '../money.ts'
import { wholeRate } from './period-interest.ts'
import type { ScheduleFee, ScheduleTerms } from './repayment-terms.ts'
import type { Schedule, ScheduleRow } from './schedule-row.ts'

interface FeeBases {
  principal: Money
  instalment: Money
  balance: Money
}

function feeOn(fee: ScheduleFee, bases: FeeBases, rounding: Rounding): Money {
  if ('amount' in fee) return fee.amount
  const exact = BigInt(bases[fee.of]) * BigInt(fee.percent)
  return money(Number(divideRounded(exact, BigInt(wholeRate), rounding)))
}

function isOfRow(fee: ScheduleFee, row: ScheduleRow, before: ScheduleRow | undefined): boolean {
  if ('at' in fee) return fee.at === 'instalment'
  return fee.dueOn <= row.dueOn && (before === undefined || fee.dueOn > before.dueOn)
}

/**
 * A schedule with its fees: each row's in its own column and total, those at disbursement as
 * `upfrontFee`. A dated fee belongs to the first instalment due on its day or later.
 */
export function withFees(schedule: Schedule, terms: ScheduleTerms): Schedule {
  const { fees, rounding, principal } = terms
  if (fees === undefined) return schedule
  const lent = (terms.drawdowns ?? []).reduce(
    (sum, { amount }) => sum + amount,
    principal as number,
  )
  const rows = schedule.rows.map((row, index): ScheduleRow => {
    const before = schedule.rows[index - 1]
    const instalment = money(row.principal + row.interest)
    const bases = { principal: money(lent), instalment, balance: before?.balance ?? principal }
    const fee = fees
      .filter((each) => isOfRow(each, row, before))
      .reduce((sum, each) => sum + feeOn(each, bases, rounding), 0)
    return { ...row, fee: money(fee), total: money(instalment + fee) }
  })
  const atOnce = { principal, instalment: money(0), balance: principal }
  const upfront = fees
    .filter((each) => 'at' in each && each.at === 'disbursement')
    .reduce((sum, each) => sum + feeOn(each, atOnce, rounding), 0)
  const fee = rows.reduce((sum, row) => sum + (row.fee ?? 0), 0)
  const totals = { ...schedule.totals, fee: money(fee), total: money(schedule.totals.total + fee) }
  return { rows, totals, upfrontFee: money(upfront) }
}
