/** A part of what was typed, by its place in the text. */
export interface TextPart {
  readonly from: number
  readonly to: number
}

/** The text with a part taken out, or something else put in its place; never two spaces where it was. */
export function withPart(text: string, { from, to }: TextPart, instead = ''): string {
  const before = text.slice(0, from)
  const after = text.slice(to)
  if (instead !== '') return before + instead + after
  return `${before.trimEnd()} ${after.trimStart()}`.trim()
}

export interface MarkedPiece {
  readonly text: string
  /** Which of the parts it is; null for what stands between them. */
  readonly part: number | null
}

/** The text cut at its parts, from left to right, so that the wrong ones can be underlined. */
export function markedPieces(text: string, parts: readonly TextPart[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let at = 0
  const inOrder = parts
    .map((part, index) => ({ ...part, index }))
    .sort((one, other) => one.from - other.from)
  for (const { from, to, index } of inOrder) {
    if (from < at) continue
    if (from > at) pieces.push({ text: text.slice(at, from), part: null })
    pieces.push({ text: text.slice(from, to), part: index })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), part: null })
  return pieces
}

/** A name cut where it holds what was looked for, whatever the case; the found piece is marked. */
export function highlighted(name: string, sought: string): MarkedPiece[] {
  const words = sought
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  const low = name.toLowerCase()
  const parts = words.flatMap((word) => {
    const from = low.indexOf(word.toLowerCase())
    return from === -1 || low.length !== name.length ? [] : [{ from, to: from + word.length }]
  })
  return markedPieces(name, parts)
}
