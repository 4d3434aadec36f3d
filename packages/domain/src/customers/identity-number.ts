import { isDay } from '../calendar.ts'
import type { Day } from '../calendar.ts'
import { isFloatText, looksDamagedBySpreadsheet, normaliseIdentifier } from './identifier-text.ts'

export type IdentityNumberProblem =
  | 'damaged-by-spreadsheet'
  | 'wrong-length'
  | 'wrong-format'
  | 'unknown-region'
  | 'impossible-birth-date'
  | 'born-in-the-future'
  | 'wrong-check-digit'

export type Sex = 'male' | 'female'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkCharacters = '10X98765432'

/** The province part of GB/T 2260; 81 to 83 are residence permits of Hong Kong, Macao and Taiwan. */
const regions: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 ' +
    '50 51 52 53 54 61 62 63 64 65 71 81 82 83'
  ).split(' '),
)

/**
 * The check character after seventeen digits: GB 11643-1999, ISO 7064 MOD 11-2.
 * RangeError unless `seventeen` is seventeen digits.
 */
export function checkDigitOf(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new RangeError('seventeen digits are needed')
  return checkCharacterOf(seventeen)
}

function checkCharacterOf(digits: string): string {
  let sum = 0
  for (let index = 0; index < weights.length; index++) {
    sum += (digits.charCodeAt(index) - 48) * (weights[index] ?? 0)
  }
  return checkCharacters.charAt(sum % 11)
}

/** An old number of fifteen digits in its eighteen-character form: the century 19 and a check character. */
export function toEighteen(fifteen: string): string {
  if (!/^\d{15}$/.test(fifteen)) throw new RangeError('fifteen digits are needed')
  const seventeen = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`
  return seventeen + checkCharacterOf(seventeen)
}

/** The form kept in a file: normalised, and eighteen characters when the number had fifteen digits. */
export function canonicalIdentityNumber(text: string): string {
  const number = normaliseIdentifier(text)
  return /^\d{15}$/.test(number) ? toEighteen(number) : number
}

/** Whether a normalised number is of the foreign permanent resident card of 2023, which begins with 9. */
export function isForeignResidentNumber(normalised: string): boolean {
  return normalised.length === 18 && normalised.startsWith('9')
}

/** After the leading 9 a foreign permanent resident's card names the province that issued it. */
function regionOf(number: string): string {
  return isForeignResidentNumber(number) ? number.slice(1, 3) : number.slice(0, 2)
}

/**
 * What is wrong with a resident identity number (GB 11643-1999, 18 or 15 characters), a residence permit
 * (81, 82, 83) or a foreign permanent resident card of 2023 (9…), or null.
 * Only the province part of the region is known here; withdrawn county codes stay valid.
 */
export function identityNumberProblem(text: string, today: Day): IdentityNumberProblem | null {
  const given = normaliseIdentifier(text)
  if (isFloatText(given)) return 'damaged-by-spreadsheet'
  if (given.length !== 18 && given.length !== 15) return 'wrong-length'
  if (!/^\d{15}(?:\d\d[\dX])?$/.test(given)) return 'wrong-format'
  const number = given.length === 15 ? toEighteen(given) : given
  const problem = eighteenProblem(number, today)
  return problem && given.length === 18 && looksDamagedBySpreadsheet(given)
    ? 'damaged-by-spreadsheet'
    : problem
}

function eighteenProblem(number: string, today: Day): IdentityNumberProblem | null {
  if (!regions.has(regionOf(number))) return 'unknown-region'
  const born = birthDateOf(number)
  if (born === null) return 'impossible-birth-date'
  if (born > today) return 'born-in-the-future'
  return checkCharacterOf(number) === number.charAt(17) ? null : 'wrong-check-digit'
}

/** The birth date inside a number of 18 or 15 characters; null when it is no real date after 1799. */
export function birthDateOf(text: string): Day | null {
  const number = canonicalIdentityNumber(text)
  if (number.length !== 18) return null
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return isDay(born) && born >= '1800' ? born : null
}

/** From the last digit of the sequence: odd is male. Null when the text is no identity number. */
export function sexOf(text: string): Sex | null {
  const number = canonicalIdentityNumber(text)
  if (!/^\d{17}[\dX]$/.test(number)) return null
  return Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female'
}

/**
 * Whole years lived on a day; someone born on 29 February grows older on 1 March of a common year.
 * Ages are derived for a day, never stored. Negative before birth.
 */
export function ageOn(born: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4))
  return on.slice(5) < born.slice(5) ? years - 1 : years
}

/**
 * A number with the right check character, for generated people. `region` is six digits and `sequence`
 * 0 to 999, whose parity is the sex. RangeError unless they make seventeen digits.
 */
export function identityNumberFrom(parts: { region: string; born: Day; sequence: number }): string {
  const { region, born, sequence } = parts
  const seventeen = `${region}${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return seventeen + checkDigitOf(seventeen)
}
