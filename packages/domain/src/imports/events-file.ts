import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import type { RiskEventKind } from '../warnings/risk-events.ts'
import { column } from './columns.ts'
import { readDay, readMoney } from './read-values.ts'
import type { RowContext, RowResult } from './row-problems.ts'
import { choiceReader, RowReading } from './row-reading.ts'
import type { RowRecord } from './row-reading.ts'

const eventKindWords = {
  lawsuit: ['涉诉', '诉讼', '立案', '裁判文书', '开庭公告'],
  enforcement: ['被执行', '被执行人', '强制执行', '执行案件'],
  'dishonest-debtor': ['失信', '失信被执行人'],
  'account-frozen': ['账户冻结', '冻结', '查封'],
  penalty: ['行政处罚', '处罚'],
  accident: ['事故', '安全事故', '环保事故'],
  'halted-production': ['停产', '停业', '歇业'],
  'key-person-missing': ['实控人失联', '实际控制人失联', '法定代表人失联'],
  'contact-lost': ['失联', '联系不上', '电话失联'],
  'address-lost': ['地址失联', '地址异常', '经营异常名录'],
  'rating-cut': ['评级下调', '外部评级下调'],
  'capital-flow-back': ['资金回流'],
  'misuse-suspected': ['疑似挪用', '挪用嫌疑'],
  'industry-change': ['行业变更', '经营范围变更'],
  'equity-change': ['股权变更', '股东变更', '股权出质'],
} as const satisfies Record<RiskEventKind, readonly string[]>

/** The columns of a file of what courts, registers and others say has happened to customers. */
export const eventColumns = [
  column('customer_external_id', '客户编号 客户号 企业编号 customer_id', { isRequired: true }),
  column('kind', '事件类型 事件 类型', { isRequired: true, choices: eventKindWords }),
  column('happened_on', '发生日期 立案日期 公告日期 日期', { isRequired: true, value: 'day' }),
  column('amount', '涉及金额 标的金额 执行标的 金额', { value: 'money' }),
  column('evidence', '案号 文号 依据 事实', { isRequired: true }),
  column('ended_on', '了结日期 结案日期 解除日期', { value: 'day' }),
]

export interface EventFileRow {
  customerExternalId: string
  kind: RiskEventKind
  happenedOn: Day
  amount: Money | null
  /** By which the event is known again: the number of a case, of a notice. */
  evidence: string
  endedOn: Day | null
}

const readKind = choiceReader(eventKindWords)

/** One event, or every problem of the row: it has happened by the business day and ends no earlier. */
export function readEventRow(record: RowRecord, context: RowContext): RowResult<EventFileRow> {
  const row = new RowReading(record, context)
  const customerExternalId = row.requiredText('customer_external_id', 100)
  const kind = row.requiredValue('kind', readKind)
  const happenedOn = row.requiredValue('happened_on', readDay)
  const amount = row.value('amount', readMoney)
  const evidence = row.requiredText('evidence', 1000)
  const endedOn = row.value('ended_on', readDay)
  if (happenedOn !== null && happenedOn > context.today) row.refuse('happened_on', 'in-the-future')
  if (endedOn !== null && endedOn > context.today) row.refuse('ended_on', 'in-the-future')
  if (endedOn !== null && happenedOn !== null && endedOn < happenedOn)
    row.refuse('ended_on', 'before-start')
  if (kind === null || happenedOn === null) return { problems: row.problems }
  return row.result(() => ({ customerExternalId, kind, happenedOn, amount, evidence, endedOn }))
}
