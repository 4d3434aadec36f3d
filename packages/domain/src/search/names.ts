const first = 0x4e00
/** Ideographs U+4E00 to U+9FFF. */
const span = 20_992

const ignorable = /[\s\p{Cc}\p{Cf}]/gu
const dots = /[·•‧∙⋅・]/g
const plain = /^[\u4e00-\u9fff]+$/

/**
 * The form names are compared and searched in: full-width forms folded (NFKC, so （） become ()), Latin in
 * lower case, every kind of middle dot the same, spaces and invisible characters gone.
 */
export function normaliseName(name: string): string {
  if (plain.test(name)) return name
  return name.normalize('NFKC').replace(dots, '·').replace(ignorable, '').toLowerCase()
}

/**
 * The distinct pairs of neighbouring characters of a name (normalised here), as int4. A pair of ideographs is
 * (first − 0x4E00) × 20992 + (second − 0x4E00), so nought or more; any other pair is hashed below nought.
 * Hashes may collide, so a hit is checked against the name. A name of one character has no pair.
 */
export function bigramsOf(name: string): number[] {
  const pairs = new Set<number>()
  let previous = -1
  for (const character of normaliseName(name)) {
    const codePoint = character.codePointAt(0) ?? 0
    if (previous !== -1) pairs.add(pairNumber(previous, codePoint))
    previous = codePoint
  }
  return [...pairs]
}

function isIdeograph(codePoint: number): boolean {
  return codePoint >= first && codePoint < first + span
}

function pairNumber(one: number, two: number): number {
  if (isIdeograph(one) && isIdeograph(two)) return (one - first) * span + (two - first)
  let hash = Math.imul(one ^ 0x9e37_79b9, 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13) ^ two, 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) | -0x8000_0000
}
