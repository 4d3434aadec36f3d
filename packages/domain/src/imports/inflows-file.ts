import type { Money } from '../money.ts'
import { column } from './columns.ts'
import type { Reading } from './read-values.ts'
import { readMoney } from './read-values.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

/** The columns of a file of what came into customers' accounts, month by month; amounts in yuan. */
export const inflowColumns = [
  column('customer_external_id', '客户编号 客户号 企业编号 customer_id', { isRequired: true }),
  column('month', '月份 年月 账期', { isRequired: true }),
  column('amount', '流入金额 回款金额 结算流入 贷方发生额 金额', {
    isRequired: true,
    value: 'money',
  }),
]

export interface InflowFileRow {
  customerExternalId: string
  /** YYYY-MM. */
  month: string
  amount: Money
}

/** 2026-09, 2026/9, 202609, 2026年9月. */
function readMonth(text: string): Reading<string> {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/.exec(text.normalize('NFKC').trim())
  const month = Number(parts?.[2] ?? parts?.[3])
  if (!parts) return { code: 'not-a-date' }
  if (month < 1 || month > 12) return { code: 'impossible-date' }
  return { value: `${parts[1]}-${String(month).padStart(2, '0')}` }
}

/** What came in during one month that is over, or every problem of the row. */
export function readInflowRow(record: RowRecord, context: RowContext): RowResult<InflowFileRow> {
  const row = new RowReading(record, context)
  const customerExternalId = row.requiredText('customer_external_id', 100)
  const month = row.requiredValue('month', readMonth)
  const amount = row.requiredValue('amount', readMoney)
  if (month !== null && month >= context.today.slice(0, 7)) row.refuse('month', 'in-the-future')
  if (month === null || amount === null) return { problems: row.problems }
  return row.result(() => ({ customerExternalId, month, amount }))
}
