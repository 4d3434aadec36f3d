/** A directed graph over 0 … count − 1 with its arcs packed: those of `node` are `ends[starts[node]] …`. */
export interface PackedGraph {
  count: number
  starts: Int32Array
  ends: Int32Array
}

/** Packs arcs given as two parallel arrays. */
export function packGraph(
  count: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): PackedGraph {
  const starts = new Int32Array(count + 1)
  for (let arc = 0; arc < from.length; arc++) add(starts, (from[arc] ?? 0) + 1, 1)
  for (let node = 0; node < count; node++) add(starts, node + 1, starts[node] ?? 0)
  const next = starts.slice(0, count)
  const ends = new Int32Array(from.length)
  for (let arc = 0; arc < from.length; arc++) {
    const node = from[arc] ?? 0
    ends[next[node] ?? 0] = to[arc] ?? 0
    add(next, node, 1)
  }
  return { count, starts, ends }
}

function add(array: Int32Array, at: number, amount: number): void {
  array[at] = (array[at] ?? 0) + amount
}

/**
 * The strongly connected component of each node (Tarjan, without recursion). Components are numbered so that
 * every arc between two of them leads from the higher number to the lower.
 */
export function strongComponents({ count, starts, ends }: PackedGraph): Int32Array {
  const component = new Int32Array(count).fill(-1)
  const order = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const next = starts.slice(0, count)
  const path: number[] = []
  const open: number[] = []
  let reached = 0
  let components = 0

  const enter = (node: number) => {
    order[node] = low[node] = reached++
    path.push(node)
    open.push(node)
  }
  const lower = (node: number, to: number) => {
    if (to < (low[node] ?? 0)) low[node] = to
  }
  const close = (root: number) => {
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      component[node] = components
      if (node === root) break
    }
    components++
  }

  for (let start = 0; start < count; start++) {
    if (order[start] === -1) enter(start)
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const arc = next[node] ?? 0
      if (arc < (starts[node + 1] ?? 0)) {
        next[node] = arc + 1
        const end = ends[arc] ?? 0
        if (order[end] === -1) enter(end)
        else if (component[end] === -1) lower(node, order[end] ?? 0)
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above !== undefined) lower(above, low[node] ?? 0)
      if (low[node] === order[node]) close(node)
    }
  }
  return component
}
