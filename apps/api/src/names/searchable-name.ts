import { gramsOf, normaliseName } from '@banyan/domain/search/names'
import { Converter } from 'opencc-js/t2cn'

/** The form in which names are kept for searching; raised when `searchableName` answers differently. */
export const nameForm = 2

const toSimplified = Converter({ from: 't', to: 'cn' })
const folded = new Map<string, string>()
const hasIdeograph = /\p{Script=Han}/u

/**
 * Character by character, so that a part of a name folds to the same part of the folded name: words that are
 * written with other characters on the mainland stay as they are.
 */
function simplified(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const one = toSimplified(character)
  const kept = [...one].length === 1 ? one : character
  folded.set(character, kept)
  return kept
}

/** A name as it is searched: normalised, and traditional characters as simplified ones. */
export function foldedName(name: string): string {
  const plain = normaliseName(name)
  return hasIdeograph.test(plain) ? Array.from(plain, simplified).join('') : plain
}

/** What a name is kept and found by. */
export function searchableName(name: string): { plain: string; grams: number[] } {
  const plain = foldedName(name)
  return { plain, grams: gramsOf(plain) }
}
