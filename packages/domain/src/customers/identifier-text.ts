const plainIdentifier = /^[0-9A-Z]*$/
const separators = /[\s\u200B-\u200D\u2060\uFEFF\-‐-―−]/g
const floatText = /^\d(?:\.\d+)?E\+?\d{1,2}$/

/** Full-width forms folded (NFKC), spaces and hyphens removed, letters in upper case. */
export function normaliseIdentifier(text: string): string {
  if (plainIdentifier.test(text)) return text
  return text.normalize('NFKC').replace(separators, '').toUpperCase()
}

/**
 * Whether a normalised long number went through a spreadsheet's floating point: `1.10105E+17`,
 * or more than fifteen digits of which all beyond the fifteenth became 0. Such a number cannot be mended.
 * The second sign alone proves nothing: callers ask only once the check digit has failed.
 */
export function looksDamagedBySpreadsheet(normalised: string): boolean {
  return floatText.test(normalised) || /^\d{15}0{2,4}$/.test(normalised)
}

/** As `1.10105E+17`: never a real identifier of any kind. */
export function isFloatText(normalised: string): boolean {
  return floatText.test(normalised)
}
