import {
  type Statement,
  StatementFigures,
  type StatementLine,
  statementLines,
  statementRefusal,
} from '../customers/financial-statement.ts'
import { money } from '../money.ts'
import type { Money } from '../money.ts'
import { column } from './columns.ts'
import { readDay, readMoney } from './read-values.ts'
import type { Reading } from './read-values.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

const lineWords: Readonly<Record<StatementLine, string>> = {
  revenue: '营业收入 收入 主营业务收入',
  costOfSales: '营业成本 成本',
  operatingProfit: '营业利润 息税前利润',
  interestExpense: '利息支出 利息费用 财务费用',
  incomeTax: '所得税 所得税费用',
  depreciation: '折旧摊销 折旧与摊销 折旧',
  netProfit: '净利润',
  cash: '货币资金',
  receivables: '应收账款',
  inventory: '存货',
  currentAssets: '流动资产 流动资产合计',
  totalAssets: '资产总计 总资产 资产合计',
  payables: '应付账款',
  currentLiabilities: '流动负债 流动负债合计',
  interestBearingDebt: '有息负债 有息债务',
  totalLiabilities: '负债合计 总负债',
  netAssets: '所有者权益 净资产 所有者权益合计 股东权益',
  operatingCashFlow: '经营活动现金流量净额 经营现金流',
  investingCashFlow: '投资活动现金流量净额 投资现金流',
  financingCashFlow: '筹资活动现金流量净额 筹资现金流',
  principalRepaid: '偿还本金 偿还债务支付的现金',
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const periodWords = {
  year: ['年', '年报', '年度'],
  half: ['半年', '半年报'],
  quarter: ['季', '季报', '季度'],
}
const scopeWords = { consolidated: ['合并', '合并报表'], own: ['本部', '母公司', '单体'] }
const auditedWords = { yes: ['是', '已审计', 'true', '1'], no: ['否', '未审计', 'false', '0'] }

/** The columns of a file of financial statements; amounts in yuan. */
export const statementColumns = [
  column('customer_external_id', '客户编号 客户号 企业编号 customer_id', { isRequired: true }),
  column('period_end', '报表日期 期末 会计期末 截止日期', { isRequired: true, value: 'day' }),
  column('period', '报表类型 期间 报告期', { choices: periodWords }),
  column('scope', '报表口径 口径', { choices: scopeWords }),
  column('is_audited', '是否审计 审计', { choices: auditedWords }),
  ...statementLines.map((line) => column(snake(line), lineWords[line], { value: 'money' })),
]

export interface StatementFileRow extends Omit<Statement, 'source'> {
  customerExternalId: string
}

const readPeriod = choiceReader(periodWords)
const readScope = choiceReader(scopeWords)
const readAudited = choiceReader(auditedWords)

/** As `readMoney`, and below nought too, written with a minus or in brackets. */
function readSigned(text: string): Reading<Money> {
  const below = /^\s*(?:[-−－](.*)|[(（](.*)[)）])\s*$/.exec(text)
  if (!below) return readMoney(text)
  const read = readMoney((below[1] ?? below[2] ?? '').trim())
  return 'value' in read ? { value: money(-read.value) } : read
}

/** One statement, or every problem of the row. A period left out is a year, a scope the company's own. */
export function readStatementRow(
  record: RowRecord,
  context: RowContext,
): RowResult<StatementFileRow> {
  const row = new RowReading(record, context)
  const customerExternalId = row.requiredText('customer_external_id', 100)
  const periodEnd = row.requiredValue('period_end', readDay)
  const period = row.value('period', readPeriod) ?? 'year'
  const scope = row.value('scope', readScope) ?? 'own'
  const isAudited = row.value('is_audited', readAudited) === 'yes'
  const amounts = statementLines.map((line) => [line, row.value(snake(line), readSigned)] as const)
  const figures = StatementFigures.safeParse(Object.fromEntries(amounts))
  for (const {
    path: [line],
  } of figures.error?.issues ?? [])
    row.refuse(snake(String(line)), 'negative')
  if (!figures.success || periodEnd === null) return { problems: row.problems }
  const refusal = statementRefusal({ periodEnd, period, figures: figures.data }, context.today)
  if (refusal === 'statement-is-empty') row.refuse('revenue', 'missing')
  else if (refusal) row.refuse('period_end', refusal)
  return row.result(() => ({
    customerExternalId,
    periodEnd,
    period,
    scope,
    isAudited,
    figures: figures.data,
  }))
}
