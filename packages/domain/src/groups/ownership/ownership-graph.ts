import { type Rate, rate } from '../../rate.ts'
import { type GraphRelation, whole } from '../graph-relation.ts'
import { packGraph, strongComponents } from '../strong-components.ts'
import type { PackedGraph } from '../strong-components.ts'
import type { Holding } from '../tree-holdings.ts'
import { type ClosedLoop, isClosedLoop } from './closed-loop.ts'

export type OwnershipWarning =
  | { code: 'held-beyond-whole'; id: string; percent: number }
  | { code: 'closed-cycle'; ids: string[] }
  | { code: 'share-unknown'; holder: string; held: string }
  | { code: 'holds-itself'; id: string; percent: Rate | null }

/** Who holds what directly, packed for questions about everyone at once. Parties are places in `names`. */
export interface OwnershipGraph {
  /** Sorted. */
  names: readonly string[]
  places: ReadonlyMap<string, number>
  holder: Int32Array
  held: Int32Array
  /** Of each holding, as a `Rate`; `unknownShare` where it is not on record. */
  share: Int32Array
  /** The holdings of each holder, and those in each party held, by their index. */
  byHolder: PackedGraph
  byHeld: PackedGraph
  /** Strong components; every holding between two leads from the higher number to the lower. */
  component: Int32Array
  /** Whether the parties of a component own themselves wholly, so that nothing outside can be told. */
  isClosed: Uint8Array
  /** Sets of two or more that hold each other in a ring, each sorted. */
  cycles: string[][]
  warnings: OwnershipWarning[]
}

export const unknownShare = -1

/** Holdings among relations. A branch has no capital of its own (公司法 Art. 13): unless a share is told, it is held wholly. */
export function holdingsOf(relations: readonly GraphRelation[]): Holding[] {
  return relations.flatMap(({ kind, from, to, percent }): Holding[] => {
    if (kind === 'ownership') return [{ holder: from, held: to, percent: percent ?? null }]
    if (kind === 'branch') return [{ holder: from, held: to, percent: percent ?? rate(whole) }]
    return []
  })
}

/** Of two holdings of the same pair the larger counts, as in the tree. The order of the input does not matter. */
export function ownershipGraph(holdings: readonly Holding[]): OwnershipGraph {
  const names = [...new Set(holdings.flatMap(({ holder, held }) => [holder, held]))].sort()
  const places = new Map(names.map((name, place) => [name, place]))
  const { holder, held, share } = distinctArcs(names.length, holdings, places)
  const arcs = Int32Array.from(holder.keys())
  const byHolder = packGraph(names.length, holder, arcs)
  const byHeld = packGraph(names.length, held, arcs)
  const component = strongComponents(packGraph(names.length, holder, held))
  const loops = loopsOf({ holder, held, share, component })
  const isClosed = new Uint8Array(names.length)
  for (const [number, loop] of loops) if (isClosedLoop(loop)) isClosed[number] = 1
  const nameAll = (members: readonly number[]) => members.map((place) => names[place] ?? '').sort()
  const sorted = [...loops.entries()]
    .map(([number, { members }]) => ({ number, names: nameAll(members) }))
    .sort((a, b) => ((a.names[0] ?? '') < (b.names[0] ?? '') ? -1 : 1))
  const graph = { names, places, holder, held, share, byHolder, byHeld, component, isClosed }
  return {
    ...graph,
    cycles: sorted.map((loop) => loop.names).filter(({ length }) => length > 1),
    warnings: [
      ...warningsOf(graph),
      ...sorted
        .filter(({ number }) => isClosed[number] === 1)
        .map((loop): OwnershipWarning => ({ code: 'closed-cycle', ids: loop.names })),
    ],
  }
}

function distinctArcs(
  count: number,
  holdings: readonly Holding[],
  places: ReadonlyMap<string, number>,
) {
  const from = holdings.map(({ holder }) => places.get(holder) ?? 0)
  const to = holdings.map(({ held }) => places.get(held) ?? 0)
  const byHolder = packGraph(count, from, [...holdings.keys()]).ends
  const byBoth = packGraph(
    count,
    byHolder.map((index) => to[index] ?? 0),
    byHolder,
  ).ends
  const lastHeld = new Int32Array(count).fill(-1)
  const lastArc = new Int32Array(count)
  const holder: number[] = []
  const held: number[] = []
  const share: number[] = []
  for (const index of byBoth) {
    const one = from[index] ?? 0
    const other = to[index] ?? 0
    const percent = holdings[index]?.percent ?? unknownShare
    const known = lastArc[one] ?? 0
    if (lastHeld[one] === other) {
      share[known] = Math.max(share[known] ?? unknownShare, percent)
      continue
    }
    lastHeld[one] = other
    lastArc[one] = holder.length
    holder.push(one)
    held.push(other)
    share.push(percent)
  }
  return {
    holder: Int32Array.from(holder),
    held: Int32Array.from(held),
    share: Int32Array.from(share),
  }
}

/** The holdings inside each component that has any: rings, and parties that hold themselves. */
function loopsOf({
  holder,
  held,
  share,
  component,
}: Pick<OwnershipGraph, 'holder' | 'held' | 'share' | 'component'>): Map<number, ClosedLoop> {
  const loops = new Map<number, ClosedLoop>()
  for (const [arc, place] of holder.entries()) {
    const other = held[arc] ?? 0
    const number = component[place] ?? 0
    if (number !== component[other]) continue
    const loop = loops.get(number) ?? { members: [], arcs: [] }
    loops.set(number, loop)
    loop.arcs.push({ from: place, to: other, share: Math.max(share[arc] ?? 0, 0) })
  }
  for (const loop of loops.values()) loop.members = [...new Set(loop.arcs.map(({ to }) => to))]
  return loops
}

function warningsOf({
  names,
  holder,
  held,
  share,
}: Pick<OwnershipGraph, 'names' | 'holder' | 'held' | 'share'>): OwnershipWarning[] {
  const warnings: OwnershipWarning[] = []
  const sums = new Float64Array(names.length)
  for (const [arc, place] of holder.entries()) {
    const other = held[arc] ?? 0
    const part = share[arc] ?? unknownShare
    const id = names[other] ?? ''
    if (place === other) {
      warnings.push({
        code: 'holds-itself',
        id,
        percent: part === unknownShare ? null : rate(part),
      })
    }
    if (part === unknownShare) {
      warnings.push({ code: 'share-unknown', holder: names[place] ?? '', held: id })
    } else {
      sums[other] = (sums[other] ?? 0) + part
    }
  }
  for (const [place, percent] of sums.entries()) {
    if (percent > whole)
      warnings.push({ code: 'held-beyond-whole', id: names[place] ?? '', percent })
  }
  return warnings
}
