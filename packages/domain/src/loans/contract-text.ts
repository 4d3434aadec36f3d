import type { Guarantee } from '../applications/application.ts'
import type { Day } from '../calendar.ts'
import { formatMoney } from '../money.ts'
import { formatRate } from '../rate.ts'
import { amountInCapitals } from './amount-in-capitals.ts'
import { buildSchedule } from './schedule.ts'
import type { DayCount } from './day-count.ts'
import type { Frequency, RepaymentMethod, ScheduleTerms } from './schedule-terms.ts'

export interface ContractFacts {
  number: string
  lender: string
  branch: string
  borrower: { name: string; number: string }
  applicationNumber: string
  product: string
  purpose: string
  guarantee: Guarantee
  conditions: string
  signedOn: Day
  /** As if paid out on the day of signing. */
  terms: ScheduleTerms
}

const methods: Record<RepaymentMethod, string> = {
  'equal-instalment': '等额本息',
  'equal-principal': '等额本金',
  'interest-only': '按期付息，到期还本',
}
const frequencies: Record<Frequency, string> = { monthly: '月', quarterly: '季', weekly: '周' }
const guarantees: Record<Guarantee, string> = {
  credit: '信用',
  guarantee: '保证',
  mortgage: '抵押',
  pledge: '质押',
}
const dayCounts: Record<DayCount, string> = {
  '30/360': '每月按三十日、每年按三百六十日计息',
  'act/360': '按实际天数、每年三百六十日计息',
  'act/365': '按实际天数、每年三百六十五日计息',
  'act/act': '按实际天数、当年实际日数计息',
}

function inChinese(on: Day): string {
  return `${on.slice(0, 4)}年${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`
}

function clauses(facts: ContractFacts): string[] {
  const { terms, borrower, product, purpose, guarantee, conditions } = facts
  const { principal, annualRate, periods, frequency } = terms
  const sum = `人民币${amountInCapitals(principal)}（¥${formatMoney(principal)}）`
  return [
    `借款金额：${sum}。`,
    `贷款品种：${product}。用途：${purpose}。借款人不得改变用途。`,
    `年利率：${formatRate(annualRate)}%（单利），${dayCounts[terms.dayCount]}。`,
    `还款方式：${methods[terms.method]}，按${frequencies[frequency]}还款，共${periods}期。`,
    `担保方式：${guarantees[guarantee]}。`,
    `放款条件：${conditions === '' ? '无其他条件' : conditions}。`,
    `放款：贷款人经审核后一次发放至借款人（客户编号${borrower.number}）在贷款人处登记的账户。`,
    '还款顺序：每笔还款先还最早到期的一期，先利息，后本金。',
    '逾期：到期日次日起未还清的本金或利息为逾期，贷款人按规定进行风险分类。',
    '还款计划：附表按签订当日放款计算；实际放款日不同的，以借据所载计划为准，计算方法不变。',
  ]
}

function scheduleLines(terms: ScheduleTerms): string[] {
  const { rows, totals } = buildSchedule(terms)
  const line = (cells: string[]) => cells.join('\t')
  return [
    line(['期次', '到期日', '本金', '利息', '合计', '剩余本金']),
    ...rows.map(({ number, dueOn, principal, interest, total, balance }) =>
      line([
        String(number),
        dueOn,
        ...[principal, interest, total, balance].map((amount) => formatMoney(amount)),
      ]),
    ),
    line(['合计', '', ...[totals.principal, totals.interest, totals.total].map(formatMoney), '']),
  ]
}

/**
 * The contract as plain text, its schedule as the last part in tab-separated lines. It names no
 * identity number: the borrower is known by name and customer number.
 */
export function contractText(facts: ContractFacts): string {
  const { number, lender, branch, borrower, applicationNumber, signedOn, terms } = facts
  const numbered = clauses(facts).map((clause, index) => `${index + 1}. ${clause}`)
  return [
    '借款合同',
    `合同编号：${number}`,
    `申请编号：${applicationNumber}`,
    `贷款人：${lender}（${branch}）`,
    `借款人：${borrower.name}（客户编号${borrower.number}）`,
    '',
    ...numbered,
    '',
    `签订日期：${inChinese(signedOn)}`,
    '贷款人（盖章）：',
    '借款人（签字或盖章）：',
    '',
    '附表：还款计划',
    ...scheduleLines(terms),
  ].join('\n')
}
