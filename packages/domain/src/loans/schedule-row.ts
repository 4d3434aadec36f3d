import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'

/**
 * One instalment; `balance` is the principal owed after it. `total` is principal, interest and fee;
 * `capitalised` is interest added to the balance instead of being paid.
 */
export interface ScheduleRow {
  number: number
  dueOn: Day
  principal: Money
  interest: Money
  total: Money
  balance: Money
  fee?: Money
  capitalised?: Money
}

export interface ScheduleTotals {
  principal: Money
  interest: Money
  total: Money
  fee?: Money
}

/** `upfrontFee` is paid at disbursement and in none of the rows. */
export interface Schedule {
  rows: ScheduleRow[]
  totals: ScheduleTotals
  upfrontFee?: Money
}
