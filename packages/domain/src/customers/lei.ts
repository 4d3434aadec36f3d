import { normaliseIdentifier } from './identifier-text.ts'

export type LeiProblem = 'wrong-length' | 'wrong-format' | 'wrong-check-digit'

/** What is wrong with a legal entity identifier (ISO 17442, checked modulo 97), or null. */
export function leiProblem(text: string): LeiProblem | null {
  const lei = normaliseIdentifier(text)
  if (lei.length !== 20) return 'wrong-length'
  if (!/^[0-9A-Z]{18}\d{2}$/.test(lei)) return 'wrong-format'
  return remainderOf(lei) === 1 ? null : 'wrong-check-digit'
}

/** The whole read as one number, A being 10 … Z 35, modulo 97. */
function remainderOf(lei: string): number {
  let remainder = 0
  for (let index = 0; index < lei.length; index++) {
    const code = lei.charCodeAt(index)
    remainder = code < 58 ? (remainder * 10 + code - 48) % 97 : (remainder * 100 + code - 55) % 97
  }
  return remainder
}
