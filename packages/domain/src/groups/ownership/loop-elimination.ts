import { whole } from '../graph-relation.ts'
import type { LoopSystem } from './linear-system.ts'

/** Above this many products the loop is too dense for elimination. */
const mostWork = 3_000_000
const dearest = 1023

interface Eliminated {
  slot: number
  /** 1 ÷ (1 − what the slot holds in itself by then). */
  gain: number
  into: [from: number, part: number][]
}

/**
 * Takes the slots out one after the other, cheapest first, joining what flows in to what flows out. Nothing is
 * subtracted but a slot's own share, so digits are not lost. Null: the loop owns itself wholly or more.
 */
export function eliminateLoop(
  { size, arcs }: LoopSystem,
  inflow: Float64Array,
): Float64Array | null | 'too-dense' {
  const into = Array.from({ length: size }, () => new Map<number, number>())
  const out = Array.from({ length: size }, () => new Map<number, number>())
  const join = (from: number, to: number, part: number) => {
    const sum = (into[to]?.get(from) ?? 0) + part
    into[to]?.set(from, sum)
    out[from]?.set(to, sum)
  }
  for (const { from, to, share } of arcs) join(from, to, share / whole)

  const x = Float64Array.from(inflow)
  const queue = new CheapestFirst(size, (slot) => (into[slot]?.size ?? 0) * (out[slot]?.size ?? 0))
  const done: Eliminated[] = []
  let work = 0
  for (let slot = queue.take(); slot !== undefined; slot = queue.take()) {
    const own = into[slot]?.get(slot) ?? 0
    if (!(1 - own > 1e-14)) return null
    const gain = 1 / (1 - own)
    const sources = [...(into[slot] ?? [])].filter(([from]) => from !== slot)
    const ends = [...(out[slot] ?? [])].filter(([to]) => to !== slot)
    work += sources.length * ends.length
    if (work > mostWork) return 'too-dense'
    for (const [from] of sources) out[from]?.delete(slot)
    for (const [to, part] of ends) {
      into[to]?.delete(slot)
      x[to] = (x[to] ?? 0) + part * gain * (x[slot] ?? 0)
      for (const [from, given] of sources) join(from, to, given * gain * part)
    }
    done.push({ slot, gain, into: sources })
    for (const [neighbour] of sources) queue.changed(neighbour)
    for (const [neighbour] of ends) queue.changed(neighbour)
  }
  for (const { slot, gain, into: sources } of done.toReversed()) {
    let sum = x[slot] ?? 0
    for (const [from, part] of sources) sum += part * (x[from] ?? 0)
    x[slot] = sum * gain
  }
  return x
}

/** Slots by what it costs to take them out, in buckets; an entry that is no longer true is passed over. */
class CheapestFirst {
  readonly #buckets: number[][] = Array.from({ length: dearest + 1 }, () => [])
  readonly #isTaken: Uint8Array
  readonly #costOf: (slot: number) => number

  constructor(size: number, costOf: (slot: number) => number) {
    this.#isTaken = new Uint8Array(size)
    this.#costOf = costOf
    for (let slot = size - 1; slot >= 0; slot--) this.changed(slot)
  }

  changed(slot: number): void {
    this.#buckets[this.#bucketOf(slot)]?.push(slot)
  }

  take(): number | undefined {
    for (let cost = 0; cost <= dearest; cost++) {
      const bucket = this.#buckets[cost] ?? []
      for (let slot = bucket.pop(); slot !== undefined; slot = bucket.pop()) {
        if (this.#isTaken[slot] === 1 || this.#bucketOf(slot) !== cost) continue
        this.#isTaken[slot] = 1
        return slot
      }
    }
    return undefined
  }

  #bucketOf(slot: number): number {
    return Math.min(this.#costOf(slot), dearest)
  }
}
