/** Where each figure of a node lies in its record, as migration 0009 packs it: big-endian, 108 bytes a node. */
export const recordLength = 108
export const at = {
  id: 0,
  slot: 16,
  parentSlot: 20,
  percent: 24,
  lookThrough: 28,
  balance: 32,
  reserved: 40,
  overdue: 48,
  guaranteed: 56,
  limit: 64,
  /** Days from 2000-01-01, here and below; -1 for none. */
  unpaidSince: 72,
  loans: 76,
  marks: 80,
  otherParents: 84,
  country: 86,
  stageOn: 88,
  stageUnpaidOn: 92,
  branch: 96,
  officer: 102,
} as const

/** The texts behind the marks of a record, in the order in which the migration numbers them; 0 is none. */
export const marked = {
  kinds: ['', 'person', 'company'],
  statuses: ['', 'draft', 'active', 'frozen', 'closed', 'merged'],
  stages: [
    '',
    'draft',
    'submitted',
    'in-review',
    'returned',
    'reviewed',
    'scored',
    'approved',
    'declined',
    'withdrawn',
    'contracted',
    'disbursed',
  ],
  loanStatuses: ['', 'active', 'settled', 'written-off', 'void'],
}

/** The marks of a record, by their bits. */
export const tierOf = (marks: number) => marks & 15
export const kindOf = (marks: number) => (marks >> 4) & 3
export const statusOf = (marks: number) => (marks >> 6) & 15
export const stageOf = (marks: number) => (marks >> 10) & 15
export const loanStatusOf = (marks: number) => (marks >> 14) & 7
export const isException = (marks: number) => ((marks >> 17) & 1) === 1
export const hasUnknownCurrency = (marks: number) => ((marks >> 18) & 1) === 1

/** The records of a group's nodes where they lie in memory: row `r` begins at `offsets[r]`. */
export interface NodeRecords {
  view: DataView
  bytes: Uint8Array
  offsets: Int32Array
}

/** Of pages that lie in one piece of memory. */
export function recordsIn(pages: readonly Buffer[]): NodeRecords {
  const memory = pages[0]?.buffer ?? new ArrayBuffer(0)
  const count = pages.reduce((sum, { length }) => sum + length / recordLength, 0)
  const offsets = new Int32Array(count)
  let row = 0
  for (const { byteOffset, length } of pages)
    for (let from = 0; from < length; from += recordLength) offsets[row++] = byteOffset + from
  return { view: new DataView(memory), bytes: new Uint8Array(memory), offsets }
}

/** Fen; below 2^53, as every amount. */
export function moneyAt(view: DataView, from: number): number {
  return view.getInt32(from) * 4_294_967_296 + view.getUint32(from + 4)
}

/** The last six bytes of a branch's or an officer's id; 0 for none. */
export function placeAt(view: DataView, from: number): number {
  return view.getUint16(from) * 4_294_967_296 + view.getUint32(from + 2)
}

/** As `placeAt` reads it. */
export function placeOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16)
}

/** From two letters of seven bits. */
export function countryOf(code: number): string {
  return code === 0 ? '' : String.fromCodePoint(code >> 7, code & 127)
}
