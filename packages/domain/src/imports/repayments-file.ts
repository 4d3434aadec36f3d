import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import { column } from './columns.ts'
import { readDay, readMoney } from './read-values.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

/** The columns of a file of repayments received. */
export const repaymentColumns = [
  column('external_id', '还款编号 外部编号 流水号 交易流水号 id', { isRequired: true }),
  column('loan_external_id', '贷款编号 借据号 借据编号 loan_id', { isRequired: true }),
  column('paid_on', '还款日期 还款日 交易日期 入账日期', { isRequired: true, value: 'day' }),
  column('amount', '还款金额 金额 实还金额', { isRequired: true, value: 'money' }),
]

export interface RepaymentRow {
  externalId: string
  loanExternalId: string
  paidOn: Day
  amount: Money
}

/** One repayment, or every problem of the row. It lies on or before the business day and is above nought. */
export function readRepaymentRow(record: RowRecord, context: RowContext): RowResult<RepaymentRow> {
  const row = new RowReading(record, context)
  const externalId = row.requiredText('external_id', 100)
  const loanExternalId = row.requiredText('loan_external_id', 100)
  const paidOn = row.requiredValue('paid_on', readDay)
  const amount = row.requiredValue('amount', readMoney)
  if (paidOn !== null && paidOn > context.today) row.refuse('paid_on', 'in-the-future')
  if (amount === 0) row.refuse('amount', 'not-above-zero')
  if (paidOn === null || amount === null) return { problems: row.problems }
  return row.result(() => ({ externalId, loanExternalId, paidOn, amount }))
}
