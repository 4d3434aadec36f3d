import { type Money, money } from '@banyan/domain/money'
import type { TermValue } from '@banyan/domain/products/term-differences'
import { formatRate, rate } from '@banyan/domain/rate'
import { typedMoney } from '../applications/terms-form.ts'
import type { TermWords } from './term-words.ts'

export const termGroups = [
  'bounds',
  'pricing',
  'schedule',
  'penalty',
  'prepayment',
  'fees',
  'waterfall',
] as const
export type TermGroup = (typeof termGroups)[number]

const groupPrefixes: readonly (readonly [prefix: string, group: TermGroup])[] = [
  ['pricing.', 'pricing'],
  ['schedule.', 'schedule'],
  ['servicing.penalty.', 'penalty'],
  ['servicing.prepayment.', 'prepayment'],
  ['servicing.fees', 'fees'],
  ['servicing.', 'waterfall'],
  ['allowsRepricing', 'waterfall'],
]

/** Under which head a term stands. */
export function termGroup(path: string): TermGroup {
  return groupPrefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'bounds'
}

const wordIn = (words: Readonly<Record<string, string>>, code: string) => words[code] ?? code

const feePath = /^servicing\.fees\.([a-z0-9-]+)\.(.+)$/

/** What a term is called; a fee by its code. */
export function termLabel(path: string, words: TermWords): string {
  const fee = feePath.exec(path)
  if (!fee) return wordIn(words.labels, path)
  return words.fee(fee[1] ?? '', wordIn(words.feeParts, fee[2] ?? ''))
}

type Format = (value: number, words: TermWords) => string

const asMoney: Format = (value) => `¥${typedMoney(money(value) satisfies Money)}`
const asPercent: Format = (value) =>
  value < 0 ? `−${formatRate(rate(-value))}%` : `${formatRate(rate(value))}%`
const asMonths: Format = (value, { months }) => months(value)
const asPeriods: Format = (value, { periods }) => periods(value)
const asDays: Format = (value, { days }) => days(value)
const asPoints: Format = (value, { points }) => points(value)

const formats: readonly (readonly [pattern: RegExp, format: Format])[] = [
  [/Amount$|instalmentMultiple$|prepayment\.minimum$|basis\.amount$/, asMoney],
  [/Bp$/, asPoints],
  [/Months$/, asMonths],
  [/Grace$|Periods$|step\.every$/, asPeriods],
  [/Days$|daysOfYear$/, asDays],
  [/pricing\.|residualShare$|step\.percent$|plift$|prepayment\.fee$|basis\.share$/, asPercent],
]

/** A term's value in words; `–` where a version has no such term. */
export function termText(path: string, value: TermValue | undefined, words: TermWords): string {
  if (value === undefined) return '–'
  if (value === null) return words.none
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') {
    const format = formats.find(([pattern]) => pattern.test(path))?.[1]
    return format ? format(value, words) : String(value)
  }
  if (typeof value === 'string') {
    return /\.(name|payee)$/.test(path) ? value : codeText(path, value, words)
  }
  const separator = /waterfall/.test(path) ? ' → ' : ' · '
  return value.map((each) => codeText(path, String(each), words)).join(separator)
}

function codeText(path: string, code: string, words: TermWords): string {
  return code === 'none' && path !== 'pricing.resets' ? words.none : wordIn(words.codes, code)
}
