import type { GraphRelation } from './graph-relation.ts'
import { PriorityQueue } from './priority-queue.ts'
import type { RelationKind } from './relation.ts'
import { packGraph } from './strong-components.ts'
import type { PackedGraph } from './strong-components.ts'

export interface RelationStep {
  relation: GraphRelation
  /** In the direction of the walk. */
  from: string
  to: string
  /** Whether the relation itself reads in the direction of the walk. */
  isForward: boolean
}

export interface RelationPath {
  steps: RelationStep[]
}

/** How far a kind is from ownership; it decides between ways of as many steps. */
const weakness: Readonly<Record<RelationKind, number>> = {
  ownership: 0,
  control: 0,
  'actual-controller': 0,
  branch: 0,
  'concerted-action': 1,
  family: 1,
  officer: 1,
  guarantee: 1,
  'joint-borrower': 2,
  trade: 2,
  'same-source': 2,
  'same-address': 5,
  'same-contact': 5,
}
/** More than all the weaknesses of a path add up to. */
const perStep = 1000

/**
 * How two parties are related: ways from `a` to `b` over relations of the kinds given, in either direction,
 * fewest steps first and strong relations before weak ones. None passes a party twice; between two parties
 * the strongest relation speaks.
 */
export function relationPaths(
  relations: readonly GraphRelation[],
  a: string,
  b: string,
  { kinds, most = 3 }: { kinds?: readonly RelationKind[]; most?: number } = {},
): RelationPath[] {
  if (a === b) return []
  const web = webOf(kinds ? relations.filter(({ kind }) => kinds.includes(kind)) : relations)
  const search = { web, goal: b, distance: distancesTo(web, b) }
  const first = shortest(search, a, new Set(), new Set())
  if (!first) return []
  const found = [first]
  const candidates = new Map<string, RelationStep[]>()
  while (found.length < most) {
    for (const path of deviations(search, found, a)) candidates.set(keyOf(path), path)
    for (const path of found) candidates.delete(keyOf(path))
    const [next] = [...candidates.values()].sort(
      (one, other) => costOf(one) - costOf(other) || (keyOf(one) < keyOf(other) ? -1 : 1),
    )
    if (!next) break
    found.push(next)
  }
  return found.map((steps) => ({ steps }))
}

/** Relations packed by party, whichever side it stands on. */
interface Web {
  relations: readonly GraphRelation[]
  places: ReadonlyMap<string, number>
  /** By relation: the places of its two parties. */
  from: Int32Array
  to: Int32Array
  /** By place: the indexes of its relations. */
  byParty: PackedGraph
}

interface Search {
  web: Web
  goal: string
  /** By place: at least so many steps to the goal; -1 for whoever is not related to it. */
  distance: Int32Array
}

function webOf(relations: readonly GraphRelation[]): Web {
  const places = new Map<string, number>()
  const placeOf = (id: string) => {
    const known = places.get(id)
    if (known !== undefined) return known
    places.set(id, places.size)
    return places.size - 1
  }
  const from = Int32Array.from(relations, (relation) => placeOf(relation.from))
  const to = Int32Array.from(relations, (relation) => placeOf(relation.to))
  const count = relations.length
  const ends = new Int32Array(2 * count)
  ends.set(from)
  ends.set(to, count)
  const indexes = Int32Array.from(ends, (_, index) => index % count)
  return { relations, places, from, to, byParty: packGraph(places.size, ends, indexes) }
}

function distancesTo({ places, from, to, byParty }: Web, goal: string): Int32Array {
  const distance = new Int32Array(places.size).fill(-1)
  const start = places.get(goal)
  if (start === undefined) return distance
  const reached: number[] = [start]
  distance[start] = 0
  for (let next = 0; next < reached.length; next++) {
    const place: number = reached[next] ?? start
    for (let at: number = byParty.starts[place] ?? 0; at < (byParty.starts[place + 1] ?? 0); at++) {
      const index: number = byParty.ends[at] ?? 0
      const other = from[index] === place ? (to[index] ?? 0) : (from[index] ?? 0)
      if (distance[other] !== -1) continue
      distance[other] = (distance[place] ?? 0) + 1
      reached.push(other)
    }
  }
  return distance
}

/** The steps that lead on from a party, in an order that the input's does not change. */
function stepsFrom({ relations, places, byParty }: Web, id: string): RelationStep[] {
  const place = places.get(id) ?? 0
  const indexes = byParty.ends.subarray(byParty.starts[place], byParty.starts[place + 1])
  const steps = Array.from(indexes, (index) => relations[index]).flatMap((relation) => {
    if (!relation || relation.from === relation.to) return []
    const isForward = relation.from === id
    return [{ relation, from: id, to: isForward ? relation.to : relation.from, isForward }]
  })
  return steps.sort(
    (a, b) =>
      (a.to < b.to ? -1 : a.to > b.to ? 1 : 0) ||
      weakness[a.relation.kind] - weakness[b.relation.kind] ||
      ((a.relation.id ?? '') < (b.relation.id ?? '') ? -1 : 1),
  )
}

/** The best ways that leave the last one found at each of its parties (Yen). */
function deviations(
  search: Search,
  found: readonly RelationStep[][],
  start: string,
): RelationStep[][] {
  const last = found.at(-1) ?? []
  return last.flatMap((step, index) => {
    const trunk = last.slice(0, index)
    const trunkKey = keyOf(trunk)
    const taken = found
      .filter((path) => keyOf(path.slice(0, index)) === trunkKey)
      .map((path) => path[index]?.to ?? '')
    const passed = new Set(trunk.map(({ from }) => from))
    const rest = shortest(search, index === 0 ? start : step.from, passed, new Set(taken))
    return rest ? [[...trunk, ...rest]] : []
  })
}

/** A* by steps to go; `passed` are not to be met again, `notNext` not to follow the start. */
function shortest(
  { web, goal, distance }: Search,
  start: string,
  passed: ReadonlySet<string>,
  notNext: ReadonlySet<string>,
): RelationStep[] | null {
  const stepsToGo = (id: string) => distance[web.places.get(id) ?? -1] ?? -1
  if (stepsToGo(start) < 0) return null
  const before = new Map<string, RelationStep | null>()
  const cost = new Map([[start, 0]])
  const open = new PriorityQueue<{ id: string; by: RelationStep | null }>()
  open.add({ id: start, by: null }, 0)
  for (let next = open.take(); next; next = open.take()) {
    const { id, by } = next
    if (before.has(id)) continue
    before.set(id, by)
    if (id === goal) return walkBack(before, goal)
    for (const step of stepsFrom(web, id)) {
      const { to, relation } = step
      if (before.has(to) || passed.has(to) || (id === start && notNext.has(to))) continue
      const total = (cost.get(id) ?? 0) + perStep + weakness[relation.kind]
      if (total >= (cost.get(to) ?? Infinity)) continue
      cost.set(to, total)
      open.add({ id: to, by: step }, -total - perStep * stepsToGo(to))
    }
  }
  return null
}

function walkBack(before: ReadonlyMap<string, RelationStep | null>, goal: string): RelationStep[] {
  const steps: RelationStep[] = []
  for (let step = before.get(goal); step; step = before.get(step.from)) steps.unshift(step)
  return steps
}

function costOf(steps: readonly RelationStep[]): number {
  return steps.reduce((sum, { relation }) => sum + perStep + weakness[relation.kind], 0)
}

function keyOf(steps: readonly RelationStep[]): string {
  return JSON.stringify(steps.map(({ to }) => to))
}
