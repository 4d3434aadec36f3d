import { isFloatText, looksDamagedBySpreadsheet, normaliseIdentifier } from './identifier-text.ts'

export type CreditCodeProblem =
  | 'damaged-by-spreadsheet'
  | 'wrong-length'
  | 'wrong-format'
  | 'wrong-organisation-check'
  | 'wrong-check-digit'

/** GB 32100-2015: thirty-one characters without I, O, S, V and Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/** Department (1 to 9, N, Y), category, six digits of region, organisation code, check character. */
const shape = /^[1-9NY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{8}[\dX][0-9A-HJ-NPQRTUWXY]$/

/** The check character of an organisation code's first eight (GB 11714): A is 10 … Z is 35. */
function organisationCheckOf(eight: string): string {
  let sum = 0
  for (let index = 0; index < 8; index++) {
    const code = eight.charCodeAt(index)
    sum += (code < 58 ? code - 48 : code - 55) * (organisationWeights[index] ?? 0)
  }
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? 'X' : String(check)
}

/** The eighteenth character after the first seventeen. */
function creditCheckOf(seventeen: string): string {
  let sum = 0
  for (let index = 0; index < 17; index++) {
    sum += alphabet.indexOf(seventeen.charAt(index)) * (weights[index] ?? 0)
  }
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/**
 * What is wrong with a unified social credit code (GB 32100-2015), or null.
 * Both check characters count: the eighteenth, and the seventeenth that closes the organisation code.
 */
export function creditCodeProblem(text: string): CreditCodeProblem | null {
  const code = normaliseIdentifier(text)
  if (isFloatText(code)) return 'damaged-by-spreadsheet'
  if (code.length !== 18) return 'wrong-length'
  if (!shape.test(code)) return 'wrong-format'
  const problem =
    creditCheckOf(code) !== code.charAt(17)
      ? 'wrong-check-digit'
      : organisationCheckOf(code.slice(8, 16)) !== code.charAt(16)
        ? 'wrong-organisation-check'
        : null
  return problem && looksDamagedBySpreadsheet(code) ? 'damaged-by-spreadsheet' : problem
}

/**
 * A code with both check characters right, for generated companies: `prefix` is department and category
 * (91 is a company), `region` six digits, `organisation` eight characters. RangeError for other shapes.
 */
export function creditCodeFrom(parts: {
  prefix: string
  region: string
  organisation: string
}): string {
  const { prefix, region, organisation } = parts
  if (organisation.length !== 8)
    throw new RangeError('an organisation code begins with eight characters')
  const seventeen = prefix + region + organisation + organisationCheckOf(organisation)
  const code = seventeen + creditCheckOf(seventeen)
  if (creditCodeProblem(code) !== null) throw new RangeError('these parts make no credit code')
  return code
}
