import { type OwnershipGraph, unknownShare } from './ownership-graph.ts'

/** `up` from a party to those who hold it, `down` to those it holds. */
export type Direction = 'up' | 'down'

/** A walk along holdings in one direction. */
export interface Walk {
  /** Calls back with the index of each holding that leads on from a party. */
  arcsFrom: (place: number, visit: (arc: number) => void) => void
  endOf: (arc: number) => number
}

export function walk(graph: OwnershipGraph, direction: Direction): Walk {
  const { starts, ends } = direction === 'up' ? graph.byHeld : graph.byHolder
  const far = direction === 'up' ? graph.holder : graph.held
  return {
    arcsFrom: (place, visit) => {
      const end = starts[place + 1] ?? 0
      for (let index = starts[place] ?? 0; index < end; index++) visit(ends[index] ?? 0)
    },
    endOf: (arc) => far[arc] ?? 0,
  }
}

/** Everyone the start leads to, itself first, such that a holding between two components leads forward. */
export function reachInOrder(
  graph: OwnershipGraph,
  start: number,
  direction: Direction,
): Int32Array {
  const { arcsFrom, endOf } = walk(graph, direction)
  const count = graph.names.length
  const isReached = new Uint8Array(count)
  const reached = [start]
  isReached[start] = 1
  for (let next = 0; next < reached.length; next++) {
    arcsFrom(reached[next] ?? start, (arc) => {
      const end = endOf(arc)
      if (isReached[end] === 1) return
      isReached[end] = 1
      reached.push(end)
    })
  }
  const sign = direction === 'up' ? 1 : -1
  const keys = Float64Array.from(
    reached,
    (place) => sign * (graph.component[place] ?? 0) * count + place,
  )
  keys.sort()
  return Int32Array.from(keys, (key) => ((key % count) + count) % count)
}

/** Who is reached by a walk on which some share is not on record: the sum is a least one. */
export function throughUnknown(
  graph: OwnershipGraph,
  order: Int32Array,
  direction: Direction,
): Uint8Array {
  const { arcsFrom, endOf } = walk(graph, direction)
  const isUnknown = new Uint8Array(graph.names.length)
  const spread = (members: Int32Array) => {
    let isAny = members.some((place) => isUnknown[place] === 1)
    const component = graph.component[members[0] ?? 0]
    for (const place of members) {
      arcsFrom(place, (arc) => {
        const isInside = graph.component[endOf(arc)] === component
        if (isInside && graph.share[arc] === unknownShare) isAny = true
      })
    }
    for (const place of members) {
      if (isAny) isUnknown[place] = 1
      arcsFrom(place, (arc) => {
        if (isAny || graph.share[arc] === unknownShare) isUnknown[endOf(arc)] = 1
      })
    }
  }
  for (const members of byComponent(graph, order)) spread(members)
  return isUnknown
}

/** The parties of an order, component by component. */
export function* byComponent(graph: OwnershipGraph, order: Int32Array): Generator<Int32Array> {
  for (let start = 0; start < order.length;) {
    const component = graph.component[order[start] ?? 0]
    let end = start + 1
    while (end < order.length && graph.component[order[end] ?? 0] === component) end++
    yield order.subarray(start, end)
    start = end
  }
}
