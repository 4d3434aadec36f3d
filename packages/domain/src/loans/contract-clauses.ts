import type { Guarantee } from '../applications/application.ts'
import { type Day, partsOf } from '../calendar.ts'
import { formatMoney } from '../money.ts'
import type { ContractTerms } from '../products/contract-terms.ts'
import type { ResetRule } from '../products/rate-plan.ts'
import { formatRate, rate, type Rate } from '../rate.ts'
import { lprSource } from '../rates/lpr.ts'
import type { YearlyCost } from '../rates/rate-caps.ts'
import type { HolidayRule } from '../working-days.ts'
import { amountInCapitals } from './amount-in-capitals.ts'
import type { DayCount } from './day-count.ts'
import type { Frequency, RepaymentMethod } from './repayment-terms.ts'
import type { ClaimPart, PrepaymentMode, ServicingFee } from './servicing-terms.ts'

export interface ClauseFacts {
  borrowerNumber: string
  product: string
  purpose: string
  guarantee: Guarantee
  conditions: string
  signedOn: Day
  terms: ContractTerms
  /** All costs a year; null where no rate answers. */
  cost: YearlyCost | null
}

const methods: Record<RepaymentMethod, string> = {
  'equal-instalment': '等额本息',
  'equal-principal': '等额本金',
  'interest-only': '按期付息，到期还本',
  bullet: '到期一次还本付息',
  balloon: '气球贷（按较长期数计算每期还款，余额到期一次还清）',
  residual: '等额本息，到期归还约定尾款',
  stepped: '等额递变',
  flat: '按初始金额等额计息',
  custom: '按附表约定',
}
const frequencies: Record<Frequency, string> = {
  monthly: '按月',
  quarterly: '按季',
  'half-yearly': '按半年',
  yearly: '按年',
  weekly: '按周',
  days: '按约定天数',
}
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
const holidays: Record<HolidayRule, string> = {
  none: '到期日遇法定节假日不顺延',
  next: '到期日遇法定节假日顺延至其后第一个工作日',
  previous: '到期日遇法定节假日提前至其前一个工作日',
  'modified-next': '到期日遇法定节假日顺延至其后第一个工作日，跨月的提前至其前一个工作日',
}
const parts: Record<ClaimPart, string> = {
  fee: '费用',
  penalty: '罚息',
  compound: '复利',
  interest: '利息',
  principal: '本金',
}
const resets: Record<ResetRule, string> = {
  none: '合同期内利率不变',
  january: '每年1月1日为重定价日',
  anniversary: '放款日在每年的对应日为重定价日',
  quarter: '每季度首日为重定价日',
}
const prepayments: Record<PrepaymentMode, string> = {
  settle: '全部提前还清',
  'same-term': '部分提前还款并保持期限、减少每期还款额',
  'same-instalment': '部分提前还款并保持每期还款额、缩短期限',
}

export function inChinese(on: Day): string {
  const { year, month, date } = partsOf(on)
  return `${year}年${month}月${date}日`
}

const percent = (share: Rate) => `${formatRate(share)}%`

function rateClause({ terms, signedOn }: ClauseFacts): string {
  const { annualRate, ratePlan, dayCount } = terms
  const counted = dayCounts[dayCount]
  if (ratePlan.kind === 'fixed') {
    return `年利率：${percent(annualRate)}（单利，固定利率），${counted}。`
  }
  const { tenor, spreadBp, resets: rule } = ratePlan
  const way = spreadBp < 0 ? '减' : '加'
  return [
    `年利率：${percent(annualRate)}（单利），即${inChinese(signedOn)}前最近一次公布的`,
    `${tenor === '1y' ? '1年期' : '5年期以上'}贷款市场报价利率（${lprSource}）`,
    `${way}${Math.abs(spreadBp)}个基点；${resets[rule]}，${counted}。`,
    rule === 'none' ? '' : '重定价日按届时最近一次公布的报价和上述基点确定新利率，自该日起执行。',
  ].join('')
}

function feeText({ name, payee, charged, basis }: ServicingFee): string {
  const when = {
    'at-drawdown': '放款时收取',
    'each-instalment': '每期随还款收取',
    'by-hand': '按实际发生收取',
  }[charged]
  const of = charged === 'each-instalment' ? '当期期初余额' : '放款金额'
  const sum =
    basis.kind === 'amount' ? `¥${formatMoney(basis.amount)}` : `${of}的${percent(basis.share)}`
  return `${name}${sum}，${when}，收款方${payee}`
}

/** A solved rate to the hundredth of a per cent. */
function toHundredths(solved: Rate): string {
  return percent(rate(Math.round(solved / 10_000) * 10_000))
}

function feeClause({ terms, cost }: ClauseFacts): string {
  const { fees } = terms.servicing
  const yearly = cost
    ? `综合年化成本（含本合同列明的全部利息和随放款、还款收取的费用）：单利${toHundredths(cost.simple)}，内部收益率${toHundredths(cost.effective)}。`
    : ''
  if (fees.length === 0) return `费用：除利息外，贷款人不收取其他费用。${yearly}`
  return `费用：${fees.map(feeText).join('；')}。合同未列明的费用不得收取。${yearly}`
}

function penaltyClause({ terms }: ClauseFacts): string {
  const { uplift, misuseUplift, graceDays, compounds, compoundsAt } = terms.servicing.penalty
  const grace = graceDays > 0 ? `到期后${graceDays}日内还清的不计罚息；` : ''
  const compound = compounds
    ? `未按期支付的利息按${compoundsAt === 'penalty-rate' ? '罚息利率' : '合同利率（到期后按罚息利率）'}计收复利`
    : '不计收复利'
  return [
    `违约责任：到期日次日起未还清的为逾期，逾期本金按合同利率加收${percent(uplift)}计收罚息；`,
    `${grace}未按约定用途使用借款的，自违约之日起按合同利率加收${percent(misuseUplift)}计收罚息，`,
    `与逾期并存时择其重，不并处；${compound}。贷款人按规定进行风险分类并可宣布借款提前到期。`,
  ].join('')
}

function prepaymentClause({ terms }: ClauseFacts): string {
  const { modes, minimum, fee, feeFreeAfterMonths, interest } = terms.servicing.prepayment
  if (modes.length === 0) return '提前还款：未经贷款人同意，借款人不得提前还款。'
  const least = minimum > 0 ? `，部分提前还款每次不少于¥${formatMoney(minimum)}` : ''
  const free = feeFreeAfterMonths !== null ? `，放款满${feeFreeAfterMonths}个月后免收` : ''
  const charge = fee > 0 ? `按提前归还本金的${percent(fee)}收取补偿金${free}` : '不收取补偿金'
  const earned = interest === 'to-the-day' ? '利息计至还款日' : '当期利息随下一期收取'
  return `提前还款：${modes.map((mode) => prepayments[mode]).join('、')}${least}；${charge}；${earned}。`
}

function orderClause({ terms }: ClauseFacts): string {
  const { performing, nonPerforming, nonPerformingAfterDays } = terms.servicing.waterfall
  const inOrder = (order: readonly ClaimPart[]) => order.map((part) => parts[part]).join('、')
  return [
    `还款顺序：每笔还款按${inOrder(performing)}的顺序清偿；`,
    `逾期超过${nonPerformingAfterDays}天的，按${inOrder(nonPerforming)}的顺序清偿。`,
  ].join('')
}

function methodClause({ terms }: ClauseFacts): string {
  const { method, frequency, every = 1, periods, holidayRule = 'none' } = terms
  const way = every > 1 && frequency === 'days' ? `每${every}天` : frequencies[frequency]
  const { principalGrace = 0, interestGrace = 0 } = terms
  const graces = [
    principalGrace > 0 ? `前${principalGrace}期不还本金` : '',
    interestGrace > 0 ? `前${interestGrace}期不付利息` : '',
  ].filter((text) => text !== '')
  const grace = graces.length > 0 ? `（${graces.join('，')}）` : ''
  return `还款方式：${methods[method]}，${way}还款，共${periods}期${grace}。${holidays[holidayRule]}。`
}

/**
 * What a loan contract must say (商业银行法 第37条: kind, purpose, amount, rate, term, repayment, default)
 * and what the borrower is charged besides, each fee with who receives it. Not numbered.
 */
export function contractClauses(facts: ClauseFacts): string[] {
  const { terms, product, purpose, guarantee, conditions, borrowerNumber } = facts
  const sum = `人民币${amountInCapitals(terms.principal)}（¥${formatMoney(terms.principal)}）`
  return [
    `借款金额：${sum}。`,
    `贷款品种：${product}。用途：${purpose}。借款人不得改变用途。`,
    rateClause(facts),
    methodClause(facts),
    `担保方式：${guarantees[guarantee]}。`,
    `放款条件：${conditions === '' ? '无其他条件' : conditions}。`,
    `放款：贷款人经审核后发放至借款人（客户编号${borrowerNumber}）在贷款人处登记的账户。`,
    feeClause(facts),
    orderClause(facts),
    prepaymentClause(facts),
    penaltyClause(facts),
    ...(terms.allowsRepricing
      ? [
          '利率和还款计划的调整：借款人信用状况恶化的，贷款人可提出调整利率或还款计划，经贷款人内部审批并书面通知借款人后执行。',
        ]
      : []),
    '还款计划：附表按签订当日放款计算；实际放款日不同的，以借据所载计划为准，计算方法不变。',
  ]
}
