import type { Day } from '../calendar.ts'
import { yearOf } from '../calendar.ts'
import { amountInCapitals } from '../loans/amount-in-capitals.ts'
import { formatMoneyGrouped, type Money } from '../money.ts'

export const letterTemplates = ['reminder', 'demand', 'guarantor-claim', 'lawyer'] as const
export type LetterTemplate = (typeof letterTemplates)[number]

/** What a letter tells; `addressee` is whom it goes to, `debtor` whose loan it is. */
export interface LetterFacts {
  number: string
  institution: string
  addressee: string
  debtor: string
  loanNumber: string
  writtenOn: Day
  daysPastDue: number
  overdue: Money
  balance: Money
  maturesOn: Day
  payBy: Day
}

/** The number of a letter, such as `CS2026-000123`, from the institution's own count. */
export function letterNumber(writtenOn: Day, count: number): string {
  return `CS${yearOf(writtenOn)}-${String(count).padStart(6, '0')}`
}

const yuan = (amount: Money) =>
  `人民币 ${formatMoneyGrouped(amount)} 元（大写：${amountInCapitals(amount)}）`

const openings: Record<LetterTemplate, (facts: LetterFacts) => string> = {
  reminder: ({ loanNumber, daysPastDue, overdue }) =>
    `您在我行的借款（借据号 ${loanNumber}）已逾期 ${daysPastDue} 天，截至本函日期到期未还金额为${yuan(overdue)}。`,
  demand: ({ loanNumber, daysPastDue, overdue, balance }) =>
    `您在我行的借款（借据号 ${loanNumber}）已逾期 ${daysPastDue} 天。截至本函日期，到期未还金额为${yuan(overdue)}，贷款本金余额为${yuan(balance)}。此前我行已多次提示，至今未获清偿。`,
  'guarantor-claim': ({ debtor, loanNumber, maturesOn, overdue }) =>
    `您为${debtor}在我行的借款（借据号 ${loanNumber}，到期日 ${maturesOn}）提供保证。债务人未按约定履行，截至本函日期到期未还金额为${yuan(overdue)}。我行现在保证期间内向您主张权利，请您依约承担保证责任。`,
  lawyer: ({ debtor, loanNumber, overdue, balance }) =>
    `受${debtor}借款合同（借据号 ${loanNumber}）债权人委托，就该笔贷款函告如下：截至本函日期，到期未还金额为${yuan(overdue)}，贷款本金余额为${yuan(balance)}，债务人的行为已构成违约。`,
}

const demands: Record<LetterTemplate, (facts: LetterFacts) => string> = {
  reminder: ({ payBy }) => `请您于 ${payBy} 前足额还款。如已还款，请忽略本函。`,
  demand: ({ payBy }) =>
    `请您于 ${payBy} 前足额清偿；逾期不还的，我行将依法采取包括诉讼在内的措施，由此产生的费用依约由您承担。`,
  'guarantor-claim': ({ payBy }) => `请您于 ${payBy} 前履行保证责任，或与我行联系商定履行方案。`,
  lawyer: ({ payBy }) =>
    `请于 ${payBy} 前履行全部到期债务；逾期将依法提起诉讼或申请仲裁，并申请财产保全。`,
}

const titles: Record<LetterTemplate, string> = {
  reminder: '逾期还款提示函',
  demand: '贷款逾期催收通知书',
  'guarantor-claim': '履行保证责任通知书',
  lawyer: '律师函',
}

/** A letter as it is printed: plain Chinese text with its number, amounts in figures and capitals. */
export function letterText(
  template: LetterTemplate,
  facts: LetterFacts,
): { title: string; body: string } {
  const { number, institution, addressee, writtenOn } = facts
  const body = [
    `编号：${number}`,
    '',
    `${addressee}：`,
    `　　${openings[template](facts)}`,
    `　　${demands[template](facts)}`,
    '　　特此函告。',
    '',
    `${institution}`,
    `${writtenOn}`,
    '',
    '（回执：本人/本单位已收到上述函件。签收人：＿＿＿＿　日期：＿＿＿＿）',
  ].join('\n')
  return { title: titles[template], body }
}
