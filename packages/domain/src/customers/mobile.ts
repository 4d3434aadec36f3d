import { normaliseIdentifier } from './identifier-text.ts'

export type MobileProblem = 'wrong-length' | 'wrong-format' | 'unknown-prefix'

/** Number ranges of the mainland's mobile networks: the first two digits, and which third digits are used. */
const ranges: Readonly<Record<string, string>> = {
  '13': '0123456789',
  '14': '56789',
  '15': '012356789',
  '16': '2567',
  '17': '012345678',
  '18': '0123456789',
  '19': '012356789',
}

/** Eleven digits: normalised, without the country's 86. */
export function normaliseMobile(text: string): string {
  const digits = normaliseIdentifier(text).replace(/[()]/g, '')
  return digits.replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
}

/** What is wrong with a mainland mobile number, or null. Form only: whose it is, the carrier knows. */
export function mobileProblem(text: string): MobileProblem | null {
  const mobile = normaliseMobile(text)
  if (!/^\d*$/.test(mobile)) return 'wrong-format'
  if (mobile.length !== 11) return 'wrong-length'
  return ranges[mobile.slice(0, 2)]?.includes(mobile.charAt(2)) ? null : 'unknown-prefix'
}
