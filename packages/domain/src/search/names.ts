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

/** Above every pair of ideographs (20,992² < 0x1A44_0001), so no character is taken for a pair. */
const single = 0x4000_0000

/**
 * The distinct characters and pairs of neighbouring characters of a name (normalised here), as int4: what an
 * index of parts of names holds. A character is 0x40000000 + its code point. A pair of ideographs is
 * (first − 0x4E00) × 20992 + (second − 0x4E00), so nought or more; any other pair is hashed below nought.
 * Hashes may collide, so a hit is checked against the name.
 */
export function gramsOf(name: string): number[] {
  const grams = new Set<number>()
  let previous = -1
  for (const character of normaliseName(name)) {
    const codePoint = character.codePointAt(0) ?? 0
    grams.add(single + codePoint)
    if (previous !== -1) grams.add(pairNumber(previous, codePoint))
    previous = codePoint
  }
  return [...grams]
}

/** What every name that holds this part has among its grams: its pairs, or its one character. */
export function gramsSought(part: string): number[] {
  const grams = gramsOf(part)
  const pairs = grams.filter((gram) => gram < single)
  return pairs.length > 0 ? pairs : grams
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
