import { creditCodeProblem } from '../customers/credit-code.ts'
import { isCustomerNumber } from '../customers/file-version.ts'
import { normaliseIdentifier } from '../customers/identifier-text.ts'
import { canonicalIdentityNumber } from '../customers/identity-number.ts'
import { leiProblem } from '../customers/lei.ts'
import { mobileProblem, normaliseMobile } from '../customers/mobile.ts'
import { normaliseName } from './names.ts'

export const searchKinds = [
  'nothing',
  'customer-number',
  'group-number',
  'credit-code',
  'lei',
  'identity-number',
  'mobile',
  'last-four',
  'pinyin',
  'name',
] as const
export type SearchKind = (typeof searchKinds)[number]

/**
 * One reading of a search box. `value` is in the form of its kind, `name` the text as a normalised name
 * (pinyin letters may as well be part of a Latin name) and `text` what was typed, trimmed, for external ids.
 */
export interface SearchReading {
  kind: SearchKind
  value: string
  name: string
  text: string
}

/** Longer text is cut: nobody's name is longer, and a pasted page must not reach the index. */
const longest = 120

/** What somebody looks for, judged by form alone. Identity numbers and mobiles are taken before their check digit is right. */
export function readSearch(text: string): SearchReading {
  const trimmed = text
    .slice(0, longest * 4)
    .trim()
    .slice(0, longest)
  const name = normaliseName(trimmed)
  return { ...classify(trimmed, name), name, text: trimmed }
}

function classify(text: string, name: string): { kind: SearchKind; value: string } {
  if (name === '') return { kind: 'nothing', value: '' }
  const identifier = normaliseIdentifier(text)
  if (isCustomerNumber(identifier)) return { kind: 'customer-number', value: identifier }
  if (/^G\d{4,12}$/.test(identifier)) return { kind: 'group-number', value: identifier }
  if (/^(?:\d{15}|\d{17}[\dX])$/.test(identifier) && creditCodeProblem(identifier) !== null) {
    return { kind: 'identity-number', value: canonicalIdentityNumber(identifier) }
  }
  if (isCreditCodeLike(identifier)) return { kind: 'credit-code', value: identifier }
  if (leiProblem(identifier) === null) return { kind: 'lei', value: identifier }
  if (mobileProblem(text) === null) return { kind: 'mobile', value: normaliseMobile(text) }
  if (/^\d{3}[\dX]$/.test(identifier)) return { kind: 'last-four', value: identifier }
  const letters = name.replace(/['’]/g, '')
  return /^[a-zü]+$/.test(letters)
    ? { kind: 'pinyin', value: letters }
    : { kind: 'name', value: name }
}

function isCreditCodeLike(identifier: string): boolean {
  return /^[1-9NY][1-9]\d{6}[0-9A-Z]{10}$/.test(identifier)
}
