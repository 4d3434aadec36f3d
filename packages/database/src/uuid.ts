import { getRandomValues } from 'node:crypto'

/** Random bytes for many names at once: asking for sixteen costs nearly as much as for thousands. */
const chance = Buffer.alloc(16 * 256)
let taken = chance.length

function sixteenBytes(): Buffer {
  if (taken === chance.length) {
    getRandomValues(chance)
    taken = 0
  }
  taken += 16
  return chance.subarray(taken - 16, taken)
}

/** A version 7 UUID: 48 bits of milliseconds, then random bits, so that new rows lie side by side. */
export function uuidv7(at: number = Date.now()): string {
  const bytes = sixteenBytes()
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return shape.test(text)
}
