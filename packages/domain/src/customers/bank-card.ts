import { isFloatText, looksDamagedBySpreadsheet, normaliseIdentifier } from './identifier-text.ts'

export type BankCardProblem =
  | 'damaged-by-spreadsheet'
  | 'wrong-length'
  | 'wrong-format'
  | 'wrong-check-digit'

/** Luhn, ISO/IEC 7812: from the right every second digit doubled; the sum ends in 0. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** What is wrong with a card number of 13 to 19 digits, or null. Accounts of companies carry no check digit: ask only of cards. */
export function bankCardProblem(text: string): BankCardProblem | null {
  const card = normaliseIdentifier(text)
  if (isFloatText(card)) return 'damaged-by-spreadsheet'
  if (!/^\d*$/.test(card)) return 'wrong-format'
  if (card.length < 13 || card.length > 19) return 'wrong-length'
  if (passesLuhn(card)) return null
  return looksDamagedBySpreadsheet(card) ? 'damaged-by-spreadsheet' : 'wrong-check-digit'
}

/** A card number with its check digit, for generated people. RangeError unless 12 to 18 digits are given. */
export function bankCardFrom(digits: string): string {
  if (!/^\d{12,18}$/.test(digits)) throw new RangeError('twelve to eighteen digits are needed')
  for (let check = 0; check < 9; check++) {
    if (passesLuhn(digits + check)) return digits + check
  }
  return `${digits}9`
}
