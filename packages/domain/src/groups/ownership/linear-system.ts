import { whole } from '../graph-relation.ts'
import { packGraph } from '../strong-components.ts'
import { eliminateLoop } from './loop-elimination.ts'

/** x = b + Σ share × x over arcs: what flows into each slot from outside and round the loop. Shares are `Rate`s. */
export interface LoopSystem {
  size: number
  arcs: readonly { from: number; to: number; share: number }[]
}

/** Loops up to this size are solved in whole numbers, larger ones in floating point. */
export const mostExactly = 40

/**
 * Fraction-free elimination (Bareiss). `inflow` is b in whole parts of some unit; the answer, tops ÷ bottom, is
 * in the same unit. Null when a principal minor is not positive: then the loop owns itself wholly or more.
 */
export function solveExactly(
  { size, arcs }: LoopSystem,
  inflow: readonly bigint[],
): { tops: bigint[]; bottom: bigint } | null {
  const rows = Array.from({ length: size }, (_, slot) => {
    const row = Array<bigint>(size + 1).fill(0n)
    row[slot] = BigInt(whole)
    row[size] = (inflow[slot] ?? 0n) * BigInt(whole)
    return row
  })
  for (const { from, to, share } of arcs) {
    const row = rows[to]
    if (row) row[from] = (row[from] ?? 0n) - BigInt(share)
  }
  let before = 1n
  for (const [step, pivotRow] of rows.entries()) {
    const pivot = pivotRow[step] ?? 0n
    if (pivot <= 0n) return null
    for (const [index, row] of rows.entries()) {
      if (index === step) continue
      const factor = row[step] ?? 0n
      for (let column = 0; column <= size; column++) {
        row[column] = (pivot * (row[column] ?? 0n) - factor * (pivotRow[column] ?? 0n)) / before
      }
    }
    before = pivot
  }
  return { tops: rows.map((row) => row[size] ?? 0n), bottom: before }
}

/** So many additions are tried before the loop is taken apart, and so many where that is too dense. */
const firstWork = 2_000_000
const mostWork = 200_000_000
/** With more holdings to a party than this a loop is not worth taking apart. */
const densest = 50

/** As `solveExactly` in floating point, to 1e-12; null also where it cannot be reached. */
export function solveNearly(system: LoopSystem, inflow: Float64Array): Float64Array | null {
  const approached = approach(system, inflow, firstWork)
  if (approached) return approached
  if (system.arcs.length > system.size * densest) return approach(system, inflow, mostWork)
  const found = eliminateLoop(system, inflow)
  return found === 'too-dense' ? approach(system, inflow, mostWork) : found
}

/** Gauss–Seidel, round after round until nothing changes; null where that takes more than `work` additions. */
function approach(
  { size, arcs }: LoopSystem,
  inflow: Float64Array,
  work: number,
): Float64Array | null {
  const outside = arcs.filter(({ from, to }) => from !== to)
  const { starts, ends } = packGraph(
    size,
    outside.map(({ to }) => to),
    [...outside.keys()],
  )
  const from = Int32Array.from(ends, (arc) => outside[arc]?.from ?? 0)
  const part = Float64Array.from(ends, (arc) => (outside[arc]?.share ?? 0) / whole)
  const rest = new Float64Array(size).fill(1)
  for (const { from: one, to, share } of arcs) {
    if (one === to) rest[to] = (rest[to] ?? 1) - share / whole
  }
  if (rest.some((share) => share <= 0)) return null
  const x = new Float64Array(size)
  for (let left = work; left > 0; left -= arcs.length + size) {
    let change = 0
    let largest = 1
    for (let slot = 0; slot < size; slot++) {
      let sum = inflow[slot] ?? 0
      for (let arc = starts[slot] ?? 0; arc < (starts[slot + 1] ?? 0); arc++) {
        sum += (part[arc] ?? 0) * (x[from[arc] ?? 0] ?? 0)
      }
      const next = sum / (rest[slot] ?? 1)
      change = Math.max(change, Math.abs(next - (x[slot] ?? 0)))
      largest = Math.max(largest, next)
      x[slot] = next
    }
    if (change <= largest * 1e-15) return x
    if (largest > 1e15) return null
  }
  return null
}
