import { readTreeTexts, type TextBlocks, type TreeTexts } from './tree-texts.ts'
import { depthsAndSizes, subtreeTotals, type SubtreeTotals } from './tree-totals.ts'

/** What the members of a tree owe and are, one column each, in depth-first order. Money in fen, shares as `Rate`. */
export interface TreeNumbers {
  /** Sixteen bytes a member. */
  ids: Uint8Array
  /** Index of the parent; -1 for a root. */
  parents: Int32Array
  /** The parent's direct share; -1 for a root or where it is unknown. */
  percents: Int32Array
  /** The whole share of the group's root, through every chain; -1 where it is unknown. */
  lookThrough: Int32Array
  days: Int32Array
  loans: Int32Array
  balances: Float64Array
  reserved: Float64Array
  overdue: Float64Array
  guaranteed: Float64Array
  /** The member's own limit; -1 without one. */
  limits: Float64Array
  countries: Uint16Array
  /** `nowhere` without one. */
  branches: Uint16Array
  officers: Uint16Array
  otherParents: Uint16Array
  kinds: Uint8Array
  statuses: Uint8Array
  /** 0 without a loan, 1 normal … 5 loss. */
  tiers: Uint8Array
  /** `unset` without an application under way. */
  stages: Uint8Array
  stageStates: Uint8Array
}

/** The mark of no branch or officer. */
export const nowhere = 0xff_ff
/** The mark of no stage. */
export const unset = 0xff

export interface TreeWire<Head> extends TreeNumbers, TreeTexts {
  head: Head
  count: number
  depths: Int32Array
  /** The subtree of row `i` is the slice from `i` to `i + sizes[i]`. */
  sizes: Int32Array
  sums: SubtreeTotals
  idAt: (index: number) => string
  /** -1 for an id that is not in the tree. */
  indexOf: (id: string) => number
}

const magic = 0x31_52_54_42
const prefix = 32

type Column =
  | Float64ArrayConstructor
  | Int32ArrayConstructor
  | Uint16ArrayConstructor
  | Uint8ArrayConstructor

/** Wide columns first, so that each begins at a multiple of its width. */
const layout = [
  ['balances', Float64Array, 1],
  ['reserved', Float64Array, 1],
  ['overdue', Float64Array, 1],
  ['guaranteed', Float64Array, 1],
  ['limits', Float64Array, 1],
  ['parents', Int32Array, 1],
  ['percents', Int32Array, 1],
  ['lookThrough', Int32Array, 1],
  ['days', Int32Array, 1],
  ['loans', Int32Array, 1],
  ['countries', Uint16Array, 1],
  ['branches', Uint16Array, 1],
  ['officers', Uint16Array, 1],
  ['otherParents', Uint16Array, 1],
  ['ids', Uint8Array, 16],
  ['kinds', Uint8Array, 1],
  ['statuses', Uint8Array, 1],
  ['tiers', Uint8Array, 1],
  ['stages', Uint8Array, 1],
  ['stageStates', Uint8Array, 1],
] as const satisfies readonly (readonly [keyof TreeNumbers, Column, number])[]

const bytesPerNode = layout.reduce(
  (sum, [, { BYTES_PER_ELEMENT }, times]) => sum + BYTES_PER_ELEMENT * times,
  0,
)
const aligned = (length: number) => Math.ceil(length / 8) * 8

/** Empty columns for so many members, in one piece of memory. */
export function emptyTree(count: number): TreeNumbers {
  return columnsIn(new ArrayBuffer(count * bytesPerNode), 0, count)
}

function columnsIn(buffer: ArrayBuffer, from: number, count: number): TreeNumbers {
  let at = from
  const columns = layout.map(([name, Type, times]) => {
    const column = new Type(buffer, at, count * times)
    at += column.byteLength
    return [name, column]
  })
  return Object.fromEntries(columns) as unknown as TreeNumbers
}

/**
 * A whole tree as bytes: eight counts, the head as JSON, the columns, the texts. Little-endian, as every
 * browser and server that runs JavaScript is.
 */
export function encodeTree(tree: {
  head: unknown
  numbers: TreeNumbers
  texts: TextBlocks
}): Uint8Array<ArrayBuffer> {
  const { numbers, texts } = tree
  const head = new TextEncoder().encode(JSON.stringify(tree.head))
  const count = numbers.parents.length
  const blocks = [texts.names, texts.numbers, texts.codes, texts.initials]
  const body = prefix + aligned(head.length)
  const length = blocks.reduce((sum, block) => sum + block.length, body + count * bytesPerNode)
  const bytes = new Uint8Array(length)
  new Uint32Array(bytes.buffer, 0, prefix / 4).set([
    magic,
    count,
    head.length,
    ...blocks.map((block) => block.length),
  ])
  bytes.set(head, prefix)
  let at = body
  for (const [name] of layout) {
    const { buffer, byteOffset, byteLength } = numbers[name]
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  for (const block of blocks) {
    bytes.set(block, at)
    at += block.length
  }
  return bytes
}

/** The columns are views of the given bytes; texts and places are read when they are first asked for. */
export function decodeTree<Head>(bytes: ArrayBuffer): TreeWire<Head> {
  if (bytes.byteLength < prefix) throw new TypeError('not a tree')
  const [mark, count = 0, headLength = 0, ...lengths] = new Uint32Array(bytes, 0, prefix / 4)
  if (mark !== magic) throw new TypeError('not a tree')
  const body = prefix + aligned(headLength)
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, prefix, headLength)))
  const numbers = columnsIn(bytes, body, count)
  const { depths, sizes } = depthsAndSizes(numbers.parents)
  const texts = readTreeTexts(bytes, body + count * bytesPerNode, lengths.slice(0, 4))
  return Object.assign(texts, numbers, {
    head: head as Head,
    count,
    depths,
    sizes,
    sums: subtreeTotals(numbers),
    ...readIds(numbers.ids),
  })
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** A page that opens asks for a member or two: reading them through is quicker than a table of all. */
const fewAsked = 4

function soughtPlace(ids: Uint8Array, id: string): number {
  const hex = id.replaceAll('-', '')
  if (hex.length !== 32) return -1
  const sought = Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  )
  for (let start = 0; start < ids.length; start += 16) {
    let at = 0
    while (at < 16 && ids[start + at] === sought[at]) at++
    if (at === 16) return start / 16
  }
  return -1
}

function readIds(ids: Uint8Array) {
  const places = new Map<string, number>()
  const idAt = (index: number) => {
    let text = ''
    for (let at = 0; at < 16; at++) {
      if (at === 4 || at === 6 || at === 8 || at === 10) text += '-'
      text += digits[ids[index * 16 + at] ?? 0] ?? ''
    }
    return text
  }
  let asked = 0
  const indexOf = (id: string) => {
    asked += 1
    if (asked <= fewAsked) return soughtPlace(ids, id)
    if (places.size === 0)
      for (let index = 0; index < ids.length / 16; index++) places.set(idAt(index), index)
    return places.get(id) ?? -1
  }
  return { idAt, indexOf }
}
