import {
  commonBottom,
  everything,
  type Fraction,
  greatestDivisor,
  nothing,
  plus,
  portion,
} from '../fraction.ts'
import { whole } from '../graph-relation.ts'
import { type LoopSystem, mostExactly, solveExactly, solveNearly } from './linear-system.ts'
import { type OwnershipGraph, unknownShare } from './ownership-graph.ts'
import { byComponent, type Direction, reachInOrder, walk } from './reach.ts'

/** How shares are added and multiplied: exactly, or in floating point where that grows too large. */
export interface Arithmetic<T> {
  none: T
  all: T
  plus: (a: T, b: T) => T
  portion: (of: T, share: number) => T
  /** 'closed': the loop owns itself; 'too-large': not with this arithmetic. */
  solve: (system: LoopSystem, inflow: readonly T[]) => T[] | 'closed' | 'too-large'
  isTooLarge: (value: T) => boolean
}

/** Some 150 levels of shares with six decimals. */
const largestBottom = 1n << 4096n

export const exactly: Arithmetic<Fraction> = {
  none: nothing,
  all: everything,
  plus,
  portion,
  isTooLarge: ({ bottom }) => bottom > largestBottom,
  solve: (system, inflow) => {
    if (system.size > mostExactly) return 'too-large'
    const unit = inflow.reduce((bottom, value) => commonBottom(bottom, value.bottom), 1n)
    const solved = solveExactly(
      system,
      inflow.map(({ top, bottom }) => top * (unit / bottom)),
    )
    if (!solved) return 'closed'
    const bottom = solved.bottom * unit
    const divisor = solved.tops.reduce(greatestDivisor, bottom)
    return solved.tops.map((top) => ({ top: top / divisor, bottom: bottom / divisor }))
  },
}

export const nearly: Arithmetic<number> = {
  none: 0,
  all: 1,
  plus: (a, b) => a + b,
  portion: (of, share) => (of * share) / whole,
  isTooLarge: () => false,
  solve: (system, inflow) => {
    const solved = solveNearly(system, Float64Array.from(inflow))
    return solved ? [...solved] : 'closed'
  },
}

export interface ShareFlow<T> {
  /** Everyone reached, the start among them, in the order of the components. */
  order: Int32Array
  /** By place: what a whole unit at the start comes to there, by all ways and rounds; undefined when not reached. */
  values: (T | undefined)[]
  /** By place: 1 where a loop that owns itself lies on the way, so that the value means nothing. */
  isVoid: Uint8Array
}

/** The row (down) or column (up) of (I − A)⁻¹ at a party; null when the arithmetic cannot hold it. */
export function shareFlow<T>(
  graph: OwnershipGraph,
  start: number,
  direction: Direction,
  arithmetic: Arithmetic<T>,
): ShareFlow<T> | null {
  const { share, component } = graph
  const { arcsFrom, endOf } = walk(graph, direction)
  const order = reachInOrder(graph, start, direction)
  const values = Array<T | undefined>(graph.names.length)
  const isVoid = new Uint8Array(graph.names.length)
  values[start] = arithmetic.all
  const passOn = (place: number) => {
    const value = values[place] ?? arithmetic.none
    arcsFrom(place, (arc) => {
      const end = endOf(arc)
      const part = share[arc] ?? unknownShare
      if (component[end] === component[place] || part <= 0) return
      if (isVoid[place] === 1) isVoid[end] = 1
      const given = arithmetic.portion(value, part)
      const known = values[end]
      values[end] = known === undefined ? given : arithmetic.plus(known, given)
    })
  }
  for (const members of byComponent(graph, order)) {
    const isLoop = members.length > 1 || holdsItself(graph, members[0] ?? 0, direction)
    if (isLoop && !settleLoop({ graph, members, direction, arithmetic, values, isVoid }))
      return null
    for (const place of members) {
      const value = values[place] ?? arithmetic.none
      if (arithmetic.isTooLarge(value)) return null
      values[place] = value
      passOn(place)
    }
  }
  return { order, values, isVoid }
}

function holdsItself(graph: OwnershipGraph, place: number, direction: Direction): boolean {
  const { arcsFrom, endOf } = walk(graph, direction)
  let isFound = false
  arcsFrom(place, (arc) => {
    if (endOf(arc) === place && (graph.share[arc] ?? 0) > 0) isFound = true
  })
  return isFound
}

/** Turns what flowed into a loop from outside into what circulates in it; false when the arithmetic cannot. */
function settleLoop<T>(loop: {
  graph: OwnershipGraph
  members: Int32Array
  direction: Direction
  arithmetic: Arithmetic<T>
  values: (T | undefined)[]
  isVoid: Uint8Array
}): boolean {
  const { graph, members, direction, arithmetic, values, isVoid } = loop
  const inflow = Array.from(members, (place) => values[place] ?? arithmetic.none)
  const isClosed = graph.isClosed[graph.component[members[0] ?? 0] ?? 0] === 1
  const solved = isClosed ? 'closed' : arithmetic.solve(systemOf(graph, members, direction), inflow)
  if (solved === 'too-large') return false
  const isNothing = solved === 'closed' || members.some((place) => isVoid[place] === 1)
  for (const [slot, place] of members.entries()) {
    if (isNothing) isVoid[place] = 1
    values[place] = solved === 'closed' ? arithmetic.none : (solved[slot] ?? arithmetic.none)
  }
  return true
}

function systemOf(graph: OwnershipGraph, members: Int32Array, direction: Direction): LoopSystem {
  const { arcsFrom, endOf } = walk(graph, direction)
  const slots = new Map(Array.from(members, (place, slot) => [place, slot]))
  const arcs: { from: number; to: number; share: number }[] = []
  for (const [from, place] of members.entries()) {
    arcsFrom(place, (arc) => {
      const to = slots.get(endOf(arc))
      const share = graph.share[arc] ?? 0
      if (to !== undefined && share > 0) arcs.push({ from, to, share })
    })
  }
  return { size: members.length, arcs }
}
