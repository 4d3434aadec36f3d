import { normaliseIdentifier } from './identifier-text.ts'

/** A passport's form only: five to twenty letters and digits, at least one of them a digit. */
export function passportProblem(text: string): 'wrong-format' | null {
  const number = normaliseIdentifier(text)
  return /^[0-9A-Z]{5,20}$/.test(number) && /\d/.test(number) ? null : 'wrong-format'
}
