import { everything, type Fraction, portion, toRate } from '../fraction.ts'
import { whole } from '../graph-relation.ts'
import type { Rate } from '../../rate.ts'
import { PriorityQueue } from '../priority-queue.ts'
import { type OwnershipGraph, unknownShare } from './ownership-graph.ts'
import { walk } from './reach.ts'

export interface OwnershipPath {
  /** Holder first, target last; no party twice. */
  nodes: string[]
  /** The product of its shares; null where one is not on record. */
  share: Rate | null
}

/** Steps after which the search gives up: dense groups have more paths than anyone could read. */
const mostSteps = 20_000
/** What an unknown or empty share counts in the order of the search: such paths come last. */
const faintest = 1e-9

export interface OwnershipPaths {
  paths: OwnershipPath[]
  /** There are more, or the search gave up. */
  isTruncated: boolean
}

/**
 * The paths that explain a look-through share, largest first, at most `most`. In a ring the ways round it
 * again are left out, so the shares then add up to less than the look-through.
 */
export function ownershipPaths(
  graph: OwnershipGraph,
  holder: string,
  target: string,
  most = 10,
): OwnershipPaths {
  return pathsTo(graph, target)(holder, most)
}

/** As `ownershipPaths`, for many holders of one target: what leads there is found once. */
export function pathsTo(
  graph: OwnershipGraph,
  target: string,
): (holder: string, most: number) => OwnershipPaths {
  const goal = graph.places.get(target)
  const best = goal === undefined ? new Map<number, number>() : bestPartTo(graph, goal)
  return (holder, most) => {
    const start = graph.places.get(holder)
    if (start === undefined || goal === undefined || start === goal || !best.has(start)) {
      return { paths: [], isTruncated: false }
    }
    return largestPaths(graph, { start, goal, best, most })
  }
}

/** Best first, by the share so far times the most that can follow, which is never too little. */
function largestPaths(
  graph: OwnershipGraph,
  search: { start: number; goal: number; best: ReadonlyMap<number, number>; most: number },
): OwnershipPaths {
  const { start, goal, best, most } = search
  const down = walk(graph, 'down')
  const paths: OwnershipPath[] = []
  const open = new PriorityQueue<{ last: Step | null; place: number; part: number }>()
  open.add({ last: null, place: start, part: 1 }, 1)
  let steps = 0
  for (let next = open.take(); next; next = open.take()) {
    if (paths.length === most || ++steps > mostSteps) return { paths, isTruncated: true }
    const { last, place, part } = next
    if (place === goal) {
      paths.push(pathOf(graph, arcsOf(last)))
      continue
    }
    down.arcsFrom(place, (arc) => {
      const below = down.endOf(arc)
      const rest = best.get(below)
      if (rest === undefined || below === start || isPassed(graph, last, below)) return
      const longer = part * partOf(graph, arc)
      open.add({ last: { arc, before: last }, place: below, part: longer }, longer * rest)
    })
  }
  return { paths, isTruncated: false }
}

/** The holdings of a path so far, the last one first. */
interface Step {
  arc: number
  before: Step | null
}

function arcsOf(last: Step | null): number[] {
  const arcs: number[] = []
  for (let step = last; step; step = step.before) arcs.push(step.arc)
  return arcs.toReversed()
}

function isPassed(graph: OwnershipGraph, last: Step | null, place: number): boolean {
  for (let step = last; step; step = step.before) if (graph.held[step.arc] === place) return true
  return false
}

function partOf(graph: OwnershipGraph, arc: number): number {
  return Math.max((graph.share[arc] ?? 0) / whole, faintest)
}

/** For everyone above the target, the largest product of shares on one way down to it (Dijkstra). */
function bestPartTo(graph: OwnershipGraph, target: number): Map<number, number> {
  const up = walk(graph, 'up')
  const best = new Map<number, number>()
  const open = new PriorityQueue<number>()
  const candidates = new Map([[target, 1]])
  open.add(target, 1)
  for (let place = open.take(); place !== undefined; place = open.take()) {
    if (best.has(place)) continue
    const part = candidates.get(place) ?? 0
    best.set(place, part)
    up.arcsFrom(place, (arc) => {
      const above = up.endOf(arc)
      const longer = part * Math.min(1, partOf(graph, arc))
      if (best.has(above) || longer <= (candidates.get(above) ?? 0)) return
      candidates.set(above, longer)
      open.add(above, longer)
    })
  }
  return best
}

/** `arcs` from the holder down to the target. */
function pathOf(graph: OwnershipGraph, arcs: readonly number[]): OwnershipPath {
  const [first = 0] = arcs
  const nodes = [graph.holder[first] ?? 0, ...arcs.map((arc) => graph.held[arc] ?? 0)]
  const isKnown = arcs.every((arc) => graph.share[arc] !== unknownShare)
  const product = arcs.reduce<Fraction>((of, arc) => portion(of, graph.share[arc] ?? 0), everything)
  return {
    nodes: nodes.map((place) => graph.names[place] ?? ''),
    share: isKnown ? toRate(product) : null,
  }
}
