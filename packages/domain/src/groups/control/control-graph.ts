import { DisjointSets } from '../disjoint-sets.ts'
import { type GraphRelation, whole } from '../graph-relation.ts'
import { packGraph } from '../strong-components.ts'
import type { PackedGraph } from '../strong-components.ts'

/** How one party directs another without a majority of votes, the strongest first. */
export const controlRights = ['actual-controller', 'agreement', 'branch'] as const
export type ControlRight = (typeof controlRights)[number]

/** A vote in a company, or a right to direct it; parties are places in `names`. */
export interface ControlArc {
  from: number
  to: number
  /** As a `Rate`; 0 where it is not on record. */
  votes: number
  right: ControlRight | null
  relationId: string | null
}

/** Who votes in and directs whom, packed for questions about everyone at once. */
export interface ControlGraph {
  /** Sorted. */
  names: readonly string[]
  places: ReadonlyMap<string, number>
  arcs: readonly ControlArc[]
  arcsFrom: PackedGraph
  arcsTo: PackedGraph
  /** By company: more than half of this makes a majority. */
  allVotes: Float64Array
  /** Sets of two or more who act in concert. */
  pools: readonly (readonly number[])[]
}

const rightOf: Readonly<Record<string, ControlRight>> = {
  'actual-controller': 'actual-controller',
  control: 'agreement',
  branch: 'branch',
}

/**
 * Reads ownership as votes (votingPercent, else percent), agreements, actual controllers and branches as full
 * control, and concerted action as a pool of votes. A company's shares in itself do not vote (公司法 2023
 * Art. 116). Of two records of the same pair the larger counts.
 */
export function controlGraph(relations: readonly GraphRelation[]): ControlGraph {
  const used = relations.filter(
    ({ kind }) =>
      kind === 'ownership' || kind === 'concerted-action' || rightOf[kind] !== undefined,
  )
  const names = [...new Set(used.flatMap(({ from, to }) => [from, to]))].sort()
  const places = new Map(names.map((name, place) => [name, place]))
  const allVotes = new Float64Array(names.length).fill(whole)
  const arcs = new Map<number, ControlArc>()
  const concerts = new DisjointSets(names.length)
  for (const { id, kind, from: one, to: other, percent, votingPercent } of used) {
    const from = places.get(one) ?? 0
    const to = places.get(other) ?? 0
    if (kind === 'concerted-action') {
      concerts.merge(from, to)
      continue
    }
    const right = rightOf[kind] ?? null
    const votes = right === null ? (votingPercent ?? percent ?? 0) : 0
    if (from === to) {
      if (right === null) allVotes[to] = Math.min(allVotes[to] ?? whole, whole - votes)
      continue
    }
    const key = (from * names.length + to) * (controlRights.length + 1) + rank(right)
    const known = arcs.get(key)
    if (!known || known.votes < votes) {
      arcs.set(key, { from, to, votes, right, relationId: id ?? null })
    }
  }
  // By key, so that nothing depends on the order of the input.
  const list = [...Float64Array.from(arcs.keys()).sort()].flatMap((key) => arcs.get(key) ?? [])
  const indexes = [...list.keys()]
  return {
    names,
    places,
    arcs: list,
    arcsFrom: packGraph(
      names.length,
      list.map(({ from }) => from),
      indexes,
    ),
    arcsTo: packGraph(
      names.length,
      list.map(({ to }) => to),
      indexes,
    ),
    allVotes,
    pools: poolsOf(concerts, names.length),
  }
}

export function rank(right: ControlRight | null): number {
  return right === null ? controlRights.length : controlRights.indexOf(right)
}

function poolsOf(concerts: DisjointSets, count: number): number[][] {
  const pools = new Map<number, number[]>()
  for (let place = 0; place < count; place++) {
    const pool = pools.get(concerts.find(place))
    if (pool) pool.push(place)
    else pools.set(concerts.find(place), [place])
  }
  return [...pools.values()].filter(({ length }) => length > 1)
}

/** More than half of the votes that can be cast; exactly half is none. */
export function isMajority({ allVotes }: ControlGraph, company: number, votes: number): boolean {
  const all = allVotes[company] ?? whole
  return all > 0 && 2 * votes > all
}

export function arcsAt(
  graph: ControlGraph,
  { starts, ends }: PackedGraph,
  place: number,
): ControlArc[] {
  const found: ControlArc[] = []
  for (let index = starts[place] ?? 0; index < (starts[place + 1] ?? 0); index++) {
    const arc = graph.arcs[ends[index] ?? 0]
    if (arc) found.push(arc)
  }
  return found
}

/** Everyone from whom votes or rights lead to a party by whatever steps, itself included. */
export function ancestorsOf(graph: ControlGraph, target: number): Set<number> {
  const found = new Set([target])
  for (const place of found) {
    for (const { from } of arcsAt(graph, graph.arcsTo, place)) found.add(from)
  }
  return found
}
