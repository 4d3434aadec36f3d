import type { Rate } from '../rate.ts'
import { packGraph } from './strong-components.ts'

export interface TreeMember {
  id: string
  /** The customer's number: breaks ties and orders siblings. */
  number: string
}

/** `holder` owns `percent` of `held` directly, or controls it without a known share (null). */
export interface Holding {
  holder: string
  held: string
  percent: Rate | null
}

export type TreeWarning =
  | { code: 'holds-itself'; id: string }
  | { code: 'held-beyond-whole'; id: string; percent: number }
  | { code: 'holder-or-held-unknown'; holder: string; held: string }

/** Lower numbers first, also where a number has grown by a digit. */
export function compareNumbers(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  return a < b ? -1 : a > b ? 1 : 0
}

/** One holding per pair of members, as places in the order of numbers. */
export interface Arc {
  holder: number
  held: number
  percent: Rate | null
}

/** Arcs in the order in which they claim to be a parent's: largest share, then lower numbers. */
export function readHoldings(sorted: readonly TreeMember[], holdings: readonly Holding[]) {
  const places = new Map(sorted.map(({ id }, place) => [id, place]))
  const arcs: Arc[] = []
  const warnings: TreeWarning[] = []
  const selfHolders = new Set<number>()
  for (const { holder, held, percent } of holdings) {
    const from = places.get(holder)
    const to = places.get(held)
    if (from === undefined || to === undefined) {
      warnings.push({ code: 'holder-or-held-unknown', holder, held })
    } else if (from === to) {
      selfHolders.add(from)
    } else {
      arcs.push({ holder: from, held: to, percent })
    }
  }
  arcs.sort(
    (a, b) => (b.percent ?? -1) - (a.percent ?? -1) || a.holder - b.holder || a.held - b.held,
  )
  warnings.sort(compareWarnings)
  for (const place of [...selfHolders].sort((a, b) => a - b)) {
    warnings.push({ code: 'holds-itself', id: sorted[place]?.id ?? '' })
  }
  const distinct = firstOfEachPair(sorted.length, arcs)
  warnings.push(...beyondWhole(sorted, distinct))
  return { arcs: distinct, warnings }
}

/** Of sorted arcs the first, so the largest, between the same two. */
function firstOfEachPair(count: number, arcs: readonly Arc[]): Arc[] {
  const byHeld = packGraph(
    count,
    arcs.map(({ held }) => held),
    [...arcs.keys()],
  )
  const seenFor = new Int32Array(count).fill(-1)
  const repeated = new Set<Arc>()
  for (const index of byHeld.ends) {
    const arc = arcs[index]
    if (!arc) continue
    if (seenFor[arc.holder] === arc.held) repeated.add(arc)
    seenFor[arc.holder] = arc.held
  }
  return repeated.size === 0 ? [...arcs] : arcs.filter((arc) => !repeated.has(arc))
}

function compareWarnings(a: TreeWarning, b: TreeWarning): number {
  const [one, two] = [JSON.stringify(a), JSON.stringify(b)]
  return one < two ? -1 : one > two ? 1 : 0
}

/** Members whose known shares add up to more than one hundred percent. */
function beyondWhole(sorted: readonly TreeMember[], arcs: readonly Arc[]): TreeWarning[] {
  const sums = new Float64Array(sorted.length)
  for (const { held, percent } of arcs) sums[held] = (sums[held] ?? 0) + (percent ?? 0)
  return sorted.flatMap(({ id }, place): TreeWarning[] => {
    const percent = sums[place] ?? 0
    return percent > 100_000_000 ? [{ code: 'held-beyond-whole', id, percent }] : []
  })
}
