/** Where each figure of a node lies in its record, as migration 0009 packs it: big-endian, 108 bytes a node. */
export const recordLength = 108
const at = {
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
  unpaidSince: 72,
  loans: 76,
  marks: 80,
  otherParents: 84,
  country: 86,
  stageOn: 88,
  stageUnpaidOn: 92,
  branch: 96,
  officer: 102,
}

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

/** The records of a group's nodes, each read where it lies. */
export class NodeRecords {
  readonly #view: DataView
  readonly #bytes: Uint8Array
  readonly #offsets: Int32Array

  constructor(pages: readonly Buffer[]) {
    const [first] = pages
    const memory = first?.buffer ?? new ArrayBuffer(0)
    this.#view = new DataView(memory)
    this.#bytes = new Uint8Array(memory)
    this.#offsets = new Int32Array(
      pages.reduce((sum, { length }) => sum + length / recordLength, 0),
    )
    let row = 0
    for (const { byteOffset, length } of pages)
      for (let from = 0; from < length; from += recordLength)
        this.#offsets[row++] = byteOffset + from
  }

  get count(): number {
    return this.#offsets.length
  }

  #at(row: number): number {
    return this.#offsets[row] ?? 0
  }

  id(row: number): Uint8Array {
    const from = this.#at(row) + at.id
    return this.#bytes.subarray(from, from + 16)
  }

  whole(row: number, name: 'slot' | 'parentSlot' | 'percent' | 'lookThrough' | 'loans'): number {
    return this.#view.getInt32(this.#at(row) + at[name])
  }

  /** Days from 2000-01-01; -1 for none. */
  day(row: number, name: 'unpaidSince' | 'stageOn' | 'stageUnpaidOn'): number {
    return this.#view.getInt32(this.#at(row) + at[name])
  }

  /** Fen; below 2^53, as every amount. */
  money(row: number, name: 'balance' | 'reserved' | 'overdue' | 'guaranteed' | 'limit'): number {
    const from = this.#at(row) + at[name]
    return this.#view.getInt32(from) * 4_294_967_296 + this.#view.getUint32(from + 4)
  }

  marks(row: number) {
    const marks = this.#view.getInt32(this.#at(row) + at.marks)
    return {
      tier: marks & 15,
      kind: (marks >> 4) & 3,
      status: (marks >> 6) & 15,
      stage: (marks >> 10) & 15,
      loanStatus: (marks >> 14) & 7,
      isException: ((marks >> 17) & 1) === 1,
      hasUnknownCurrency: ((marks >> 18) & 1) === 1,
    }
  }

  otherParents(row: number): number {
    return this.#view.getInt16(this.#at(row) + at.otherParents)
  }

  /** Two letters of seven bits. */
  country(row: number): number {
    return this.#view.getInt16(this.#at(row) + at.country)
  }

  /** The last six bytes of the branch's or the officer's id; 0 for none. */
  place(row: number, name: 'branch' | 'officer'): number {
    const from = this.#at(row) + at[name]
    return this.#view.getUint16(from) * 4_294_967_296 + this.#view.getUint32(from + 2)
  }
}

export function countryOf(code: number): string {
  return code === 0 ? '' : String.fromCodePoint(code >> 7, code & 127)
}

/** As `NodeRecords.place` reads it. */
export function placeOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16)
}
