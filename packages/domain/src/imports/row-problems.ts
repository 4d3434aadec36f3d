import type { Day } from '../calendar.ts'

export type Language = 'zh' | 'en'

/** Why a cell was refused, in words. The last block is for what only the database knows. */
export const problemWords = {
  missing: { zh: '必填', en: 'is missing' },
  'too-long': { zh: '内容过长', en: 'is too long' },
  'unknown-choice': { zh: '不是可选的值', en: 'is not one of the known values' },
  'not-a-date': { zh: '不是日期', en: 'is not a date' },
  'impossible-date': { zh: '日期不存在', en: 'is a date that does not exist' },
  'in-the-future': { zh: '晚于营业日', en: 'is after the business day' },
  'before-start': { zh: '早于起始日', en: 'is before the start' },
  'not-a-number': { zh: '不是数字', en: 'is not a number' },
  'not-whole': { zh: '不是整数', en: 'is not a whole number' },
  'too-many-decimals': { zh: '小数位数过多', en: 'has too many decimals' },
  'too-large': { zh: '数值过大', en: 'is too large' },
  negative: { zh: '不能为负数', en: 'is negative' },
  'not-above-zero': { zh: '必须大于零', en: 'is not above zero' },
  'more-than-whole': { zh: '超过 100%', en: 'is more than 100 %' },
  'unknown-currency': { zh: '不是三位货币代码', en: 'is not a currency code of three letters' },
  'unknown-industry': { zh: '不是行业门类 A–T', en: 'is not an industry section A to T' },
  'damaged-by-spreadsheet': {
    zh: '已被表格软件损坏，请以文本格式重新录入',
    en: 'was damaged by a spreadsheet; enter it again as text',
  },
  'wrong-length': { zh: '位数不对', en: 'has the wrong length' },
  'wrong-format': { zh: '格式不对', en: 'has the wrong form' },
  'wrong-check-digit': { zh: '校验码不对', en: 'has a wrong check digit' },
  'wrong-organisation-check': {
    zh: '组织机构代码校验码不对',
    en: 'has a wrong check digit in the organisation code',
  },
  'unknown-region': { zh: '地区代码不存在', en: 'has an unknown region' },
  'unknown-prefix': { zh: '号段不存在', en: 'has an unknown prefix' },
  'impossible-birth-date': { zh: '出生日期不存在', en: 'has a birth date that does not exist' },
  'born-in-the-future': { zh: '出生日期晚于营业日', en: 'has a birth date in the future' },
  'another-type': { zh: '与证件类型不符', en: 'is of another type of document' },
  'disagrees-with-identity-number': {
    zh: '与身份证号码不一致',
    en: 'disagrees with the identity number',
  },
  'related-to-itself': { zh: '不能与自身建立关系', en: 'is the same party on both sides' },
  'customer-not-found': { zh: '客户不存在', en: 'is no known customer' },
  'loan-not-found': { zh: '贷款不存在', en: 'is no known loan' },
  'branch-not-found': { zh: '机构不存在', en: 'is no known branch' },
  'product-not-found': { zh: '产品不存在', en: 'is no known product' },
  'repeated-in-file': { zh: '文件内重复', en: 'occurs twice in the file' },
  'belongs-to-another-customer': { zh: '已属于其他客户', en: 'belongs to another customer' },
  'more-than-owed': { zh: '超过应还金额', en: 'is more than is owed' },
  'differs-from-known-loan': {
    zh: '与已导入的同号贷款不一致',
    en: 'is of a loan known with other terms',
  },
  'differs-from-known-repayment': {
    zh: '与已导入的同号还款不一致',
    en: 'is of a repayment known with another day, amount or loan',
  },
  'not-a-period-end': {
    zh: '不是该期间的最后一天',
    en: 'is not the last day of such a period',
  },
  'loan-not-active': { zh: '贷款已结束', en: 'is of a loan that has ended' },
} as const satisfies Record<string, Record<Language, string>>

export type RowProblemCode = keyof typeof problemWords

export interface RowProblem {
  column: string
  /** The cell as it came. */
  value: string
  code: RowProblemCode
  message: string
}

export function isRowProblemCode(code: string): code is RowProblemCode {
  return Object.hasOwn(problemWords, code)
}

export function rowProblem(
  column: string,
  value: string,
  code: RowProblemCode,
  language: Language,
): RowProblem {
  return { column, value, code, message: problemWords[code][language] }
}

/** A row that can be taken over, or everything that is wrong with it. */
export type RowResult<Row> = { row: Row } | { problems: RowProblem[] }

export interface RowContext {
  /** The business day of the import: nothing may have happened after it. */
  today: Day
  language?: Language
}
