import type { Day } from '../calendar.ts'
import type { CustomerKind } from '../customers/customer.ts'
import { mostPeriods, onePeriodAfter } from '../loans/schedule-terms.ts'
import type { Frequency, RepaymentMethod } from '../loans/schedule-terms.ts'
import type { Money } from '../money.ts'
import type { Rate } from '../rate.ts'
import { column } from './columns.ts'
import { customerKindWords } from './customers-columns.ts'
import { readCount, readDay, readMoney, readPercent } from './read-values.ts'
import type { Reading } from './read-values.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

const methodWords = {
  'equal-instalment': ['等额本息', 'annuity'],
  'equal-principal': ['等额本金'],
  'interest-only': ['先息后本', '按期付息到期还本', '利随本清', 'bullet'],
} as const satisfies Partial<Record<RepaymentMethod, readonly string[]>>

const frequencyWords = {
  monthly: ['月', '按月', '每月', 'month'],
  quarterly: ['季', '按季', '每季', 'quarter'],
  'half-yearly': ['半年', '按半年', '每半年', 'half-year'],
  yearly: ['年', '按年', '每年', 'year'],
  weekly: ['周', '按周', '每周', 'week'],
} as const satisfies Partial<Record<Frequency, readonly string[]>>

const statusWords = {
  active: ['正常', '未结清', '还款中', '存续', '逾期', 'current', 'normal', 'overdue', 'open'],
  settled: ['结清', '已结清', 'fully paid', 'paid', 'closed'],
  'written-off': ['核销', '已核销', 'charged off'],
} as const

export type ImportedLoanStatus = keyof typeof statusWords

/** The columns of a file of loans already paid out. */
export const loanColumns = [
  column('external_id', '贷款编号 外部编号 借据号 借据编号 合同号 loan_id id', {
    isRequired: true,
  }),
  column('customer_external_id', '客户编号 客户号 借款人编号 customer_id', { isRequired: true }),
  column('customer_name', '客户名称 借款人 借款人名称 姓名'),
  column('customer_kind', '客户类型', { choices: customerKindWords }),
  column('product', '产品 产品代码 产品编号 贷款品种'),
  column('branch', '机构 所属机构 支行 经办机构 branch_code'),
  column('amount', '贷款金额 金额 放款金额 借据金额 本金 loan_amount', {
    isRequired: true,
    value: 'money',
  }),
  column('currency', '币种 货币'),
  column('annual_rate', '年利率 利率 执行利率 执行年利率(%) 年利率(%)', {
    isRequired: true,
    value: 'percent',
  }),
  column('method', '还款方式', { choices: methodWords }),
  column('periods', '期数 总期数 期限 贷款期限(月)', { isRequired: true, value: 'count' }),
  column('frequency', '还款频率 还款周期', { choices: frequencyWords }),
  column('disbursed_on', '放款日 放款日期 发放日期 起息日', { isRequired: true, value: 'day' }),
  column('first_due_on', '首期还款日 首次还款日 首个还款日', { value: 'day' }),
  column('status', '状态 贷款状态 借据状态', { choices: statusWords }),
  column('ended_on', '结清日 结清日期 核销日期', { value: 'day' }),
]

export interface LoanRow {
  externalId: string
  customerExternalId: string
  /** With a name a customer not yet known is made, known in part; `''` asks for a known one. */
  customerName: string
  customerKind: CustomerKind
  /** Code of a product; `''` leaves it to the import. */
  product: string
  branch: string
  amount: Money
  /** ISO 4217. */
  currency: string
  annualRate: Rate
  method: RepaymentMethod
  periods: number
  frequency: Frequency
  disbursedOn: Day
  firstDueOn: Day
  status: ImportedLoanStatus
  /** The day it was settled or written off, where the file says so. */
  endedOn: Day | null
}

const readCustomerKind = choiceReader(customerKindWords)
const readMethod = choiceReader(methodWords)
const readFrequency = choiceReader(frequencyWords)
const readStatus = choiceReader(statusWords)

/**
 * One loan, or every problem of the row. Left empty: CNY, equal instalments, monthly, active, the first
 * instalment one period after disbursement, a person where a customer has to be made.
 */
export function readLoanRow(record: RowRecord, context: RowContext): RowResult<LoanRow> {
  const row = new RowReading(record, context)
  const names = {
    externalId: row.requiredText('external_id', 100),
    customerExternalId: row.requiredText('customer_external_id', 100),
    customerName: row.text('customer_name', 120),
    customerKind: row.value('customer_kind', readCustomerKind) ?? 'person',
    product: row.text('product', 60),
    branch: row.text('branch', 60),
  }
  const amount = row.requiredValue('amount', readMoney)
  if (amount === 0) row.refuse('amount', 'not-above-zero')
  const annualRate = row.requiredValue('annual_rate', readPercent)
  const periods = row.requiredValue('periods', readPeriods)
  const terms = {
    currency: row.value('currency', readCurrency) ?? 'CNY',
    method: row.value('method', readMethod) ?? 'equal-instalment',
    frequency: row.value('frequency', readFrequency) ?? 'monthly',
    status: row.value('status', readStatus) ?? 'active',
  } as const
  const days = readDays(row, terms.frequency, context.today)
  const isWhole = amount !== null && annualRate !== null && periods !== null && days !== null
  if (!isWhole) return { problems: row.problems }
  return row.result(() => ({ ...names, amount, annualRate, periods, ...terms, ...days }))
}

function readPeriods(text: string): Reading<number> {
  const reading = readCount(text)
  return 'value' in reading && reading.value > mostPeriods ? { code: 'too-large' } : reading
}

function readCurrency(text: string): Reading<string> {
  const code = text.toUpperCase()
  if (/^(?:人民币|RMB|￥|¥)$/.test(code)) return { value: 'CNY' }
  return /^[A-Z]{3}$/.test(code) ? { value: code } : { code: 'unknown-currency' }
}

function readDays(row: RowReading, frequency: Frequency, today: Day) {
  const disbursedOn = row.requiredValue('disbursed_on', readDay)
  const firstDueOn = row.value('first_due_on', readDay)
  const endedOn = row.value('ended_on', readDay)
  if (disbursedOn === null) return null
  if (disbursedOn > today) row.refuse('disbursed_on', 'in-the-future')
  if (firstDueOn !== null && firstDueOn <= disbursedOn) row.refuse('first_due_on', 'before-start')
  if (endedOn !== null && endedOn < disbursedOn) row.refuse('ended_on', 'before-start')
  if (endedOn !== null && endedOn > today) row.refuse('ended_on', 'in-the-future')
  return { disbursedOn, firstDueOn: firstDueOn ?? onePeriodAfter(disbursedOn, frequency), endedOn }
}
