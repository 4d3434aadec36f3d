import type { TreePage } from './tree-pages.queries.ts'
import { recordLength } from './node-record.ts'

const separator = 0x1f

/** Where the text of each row lies in the memory that its page lies in. */
export interface TextColumn {
  bytes: Uint8Array
  starts: Int32Array
  ends: Int32Array
}

type TextName = Exclude<keyof TreePage, 'figures'>

/** The texts of a column of pages that lie in one piece of memory, row by row as they came. */
export function textColumn(pages: readonly TreePage[], name: TextName): TextColumn {
  const count = pages.reduce((sum, { figures }) => sum + figures.length / recordLength, 0)
  const bytes = new Uint8Array(pages[0]?.[name].buffer ?? new ArrayBuffer(0))
  const column = { bytes, starts: new Int32Array(count), ends: new Int32Array(count) }
  let row = 0
  for (const page of pages) {
    const { byteOffset, length } = page[name]
    const last = row + page.figures.length / recordLength - 1
    let start = byteOffset
    for (let at = byteOffset; row < last; at++) {
      if (bytes[at] !== separator) continue
      column.starts[row] = start
      column.ends[row++] = at
      start = at + 1
    }
    column.starts[row] = start
    column.ends[row++] = byteOffset + length
  }
  return column
}

/** The texts in another order, in one piece, as they travel. */
export function inOrder({ bytes, starts, ends }: TextColumn, order: Int32Array): Uint8Array {
  let length = Math.max(0, order.length - 1)
  for (let row = 0; row < starts.length; row++) length += (ends[row] ?? 0) - (starts[row] ?? 0)
  const block = new Uint8Array(length)
  let to = 0
  for (let index = 0; index < order.length; index++) {
    const row = order[index] ?? 0
    if (index > 0) block[to++] = separator
    const end = ends[row] ?? 0
    for (let from = starts[row] ?? 0; from < end; from++) block[to++] = bytes[from] ?? 0
  }
  return block
}

/** Lower numbers first, also where a number has grown by a digit: below, at or above zero. */
export function compareTexts(
  { bytes, starts, ends }: TextColumn,
  one: number,
  other: number,
): number {
  const [from, to] = [starts[one] ?? 0, starts[other] ?? 0]
  const length = (ends[one] ?? 0) - from
  const difference = length - ((ends[other] ?? 0) - to)
  if (difference !== 0) return difference
  for (let at = 0; at < length; at++) {
    const byte = (bytes[from + at] ?? 0) - (bytes[to + at] ?? 0)
    if (byte !== 0) return byte
  }
  return 0
}
