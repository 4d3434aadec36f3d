import type { RelationKind } from '../groups/relation.ts'
import type { CustomerKind } from './customer.ts'

/** What two customers can have in common, or nearly. */
export const likenesses = [
  'near-id-number',
  'near-credit-code',
  'same-card',
  'same-mobile',
  'same-email',
  'same-address',
  'same-legal-representative',
  'same-name',
] as const
export type Likeness = (typeof likenesses)[number]

const weights: Readonly<Record<Likeness, number>> = {
  'near-id-number': 70,
  'near-credit-code': 70,
  'same-card': 60,
  'same-mobile': 40,
  'same-email': 40,
  'same-address': 25,
  'same-legal-representative': 30,
  'same-name': 30,
}

/** The relation that a likeness gives reason to enter; null where it only hints at one customer with two files. */
export const relationOfLikeness: Readonly<Record<Likeness, RelationKind | null>> = {
  'near-id-number': null,
  'near-credit-code': null,
  'same-card': 'same-contact',
  'same-mobile': 'same-contact',
  'same-email': 'same-contact',
  'same-address': 'same-address',
  'same-legal-representative': 'same-contact',
  'same-name': null,
}

export interface Resemblance {
  /** duplicate: probably one customer with two files. link: two customers that belong together. */
  kind: 'duplicate' | 'link'
  /** 1 to 100. */
  score: number
  reasons: Likeness[]
}

/**
 * What the things two customers of one or two kinds have in common amount to, or null for nothing worth saying:
 * many people share a name; two companies do not. Reasons come in the order of their weight.
 */
export function resemblance(
  reasons: ReadonlySet<Likeness>,
  kinds: { one: CustomerKind; other: CustomerKind },
): Resemblance | null {
  const sorted = likenesses.filter((likeness) => reasons.has(likeness))
  const isOfOneKind = kinds.one === kinds.other
  const hasName = reasons.has('same-name')
  if (sorted.length === 0) return null
  if (hasName && sorted.length === 1 && !(isOfOneKind && kinds.one === 'company')) return null
  const isNear = reasons.has('near-id-number') || reasons.has('near-credit-code')
  const isDuplicate = isOfOneKind && (hasName || isNear)
  const score = sorted.reduce((sum, likeness) => sum + weights[likeness], isDuplicate ? 10 : 0)
  return {
    kind: isDuplicate ? 'duplicate' : 'link',
    score: Math.min(score, 100),
    reasons: sorted,
  }
}

/** Changes of one character, insertions, removals and swaps of neighbours that turn one text into another. */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const isSwap =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1]
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return last[other.length] ?? 0
}

/**
 * Whether two official numbers differ by a slip of the pen: not the same, and at most two edits apart. (One wrong
 * character alone fails the check digit, so the check digit is often wrong with it.)
 */
export function isNearIdentifier(one: string, other: string): boolean {
  if (one.length < 8 || other.length < 8 || one === other) return false
  return Math.abs(one.length - other.length) <= 2 && editDistance(one, other) <= 2
}
