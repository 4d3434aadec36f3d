import { randomUUID } from 'node:crypto'

export interface BenchGroup {
  id: string
  size: number
  /** Customers in depth-first order. */
  ids: string[]
  /** Index of the parent; -1 for the root. */
  parents: Int32Array
  /** Members at and below. */
  sizes: Int32Array
}

/** How many members the groups have at full size: three giants, five large ones, and many as firms have them. */
const giants = [100_000, 50_000, 50_000, 20_000, 20_000, 20_000, 20_000, 20_000]
const customersAtFullSize = 1_000_000
const usual = [8, 12, 14, 16, 20]

/** Every twenty-fifth member has a second holder, somewhere before it; -1 for none. */
export function secondHolder(i: number, parents: Int32Array): number {
  if (i < 2 || i % 25 !== 0) return -1
  const holder = (i * 7919) % i
  return holder === parents[i] ? -1 : holder
}

/** Three below each, so eleven levels of a hundred thousand; told depth first. */
function shapeOf(size: number) {
  const parents = new Int32Array(size).fill(-1)
  const places = new Int32Array(size)
  const waiting = [0]
  for (let position = 0; position < size; position++) {
    const node = waiting.pop() ?? 0
    places[node] = position
    if (node > 0) parents[position] = places[Math.floor((node - 1) / 3)] ?? -1
    for (let child = 3 * node + 3; child > 3 * node; child--) if (child < size) waiting.push(child)
  }
  const sizes = new Int32Array(size).fill(1)
  for (let i = size - 1; i > 0; i--) {
    const parent = parents[i] ?? 0
    sizes[parent] = (sizes[parent] ?? 0) + (sizes[i] ?? 0)
  }
  return { parents, sizes }
}

/** The groups of a bank of a million customers at full size. */
export function planGroups(scale: number): BenchGroup[] {
  const sizes = giants.map((size) => Math.round(size * scale))
  let left = Math.round(customersAtFullSize * scale) - sizes.reduce((sum, size) => sum + size, 0)
  for (let i = 0; left > 0; i++) {
    const size = Math.min(left, usual[i % usual.length] ?? 14)
    sizes.push(size)
    left -= size
  }
  return sizes.map((size) => ({
    id: randomUUID(),
    size,
    ids: Array.from({ length: size }, () => randomUUID()),
    ...shapeOf(size),
  }))
}

/** Nodes of the largest groups with so many members below. */
export function nodesOfSize(groups: readonly BenchGroup[], least: number, most: number) {
  return groups.slice(0, 8).flatMap(({ ids, sizes, id, parents }) =>
    ids.flatMap((node, i) => {
      const size = sizes[i] ?? 0
      return size >= least && size <= most
        ? [{ node, size, groupId: id, index: i, parents, ids }]
        : []
    }),
  )
}
