/** Stands between two texts of a column; no name holds it. */
const between = '\u001F'

/** The texts of each column in one piece, in UTF-8. */
export interface TextBlocks {
  names: Uint8Array
  numbers: Uint8Array
  codes: Uint8Array
  initials: Uint8Array
}

/** One text a member, empty where there is none. Initials are empty altogether where names are hidden. */
export interface TreeTexts {
  readonly names: readonly string[]
  readonly numbers: readonly string[]
  readonly codes: readonly string[]
  readonly initials: readonly string[]
}

export function joinTexts(texts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(texts.join(between))
}

/** The block of `joinTexts` of one text or more; an empty block is no texts at all. */
export function splitTexts(block: Uint8Array): string[] {
  return block.length === 0 ? [] : new TextDecoder().decode(block).split(between)
}

const order = ['names', 'numbers', 'codes', 'initials'] as const

/** Each column is taken apart when it is first read. */
export function readTreeTexts(
  bytes: ArrayBuffer,
  from: number,
  lengths: readonly number[],
): TreeTexts {
  const texts = {}
  let at = from
  for (const [place, name] of order.entries()) {
    const block = new Uint8Array(bytes, at, lengths[place] ?? 0)
    at += block.length
    let read: string[] | undefined
    Object.defineProperty(texts, name, {
      get: () => (read ??= splitTexts(block)),
      enumerable: true,
    })
  }
  return texts as TreeTexts
}
