/** Below, at or above zero, as the number of one row stands to another's. */
type Comparison = (one: number, other: number) => number

/**
 * The depth-first order of rows, siblings by number, from the row of each one's parent (-1 for a root). Rows
 * that come in that order already cost one pass. Whoever hangs in a ring of parents comes last, as a root.
 */
export function depthFirst(parents: Int32Array, compare: Comparison): Int32Array {
  const count = parents.length
  const { starts, children } = childrenOf(parents)
  sortSiblings(starts, children, compare)
  const order = new Int32Array(count)
  const seen = new Uint8Array(count)
  const waiting = new Int32Array(count + 1)
  let filled = 0
  const walkFrom = (row: number) => {
    let depth = 0
    waiting[depth++] = row
    seen[row] = 1
    while (depth > 0) {
      const at = waiting[--depth] ?? 0
      order[filled++] = at
      for (let child = (starts[at + 2] ?? 0) - 1; child >= (starts[at + 1] ?? 0); child--) {
        const below = children[child] ?? 0
        if (seen[below]) continue
        seen[below] = 1
        waiting[depth++] = below
      }
    }
  }
  for (let root = 0; root < (starts[1] ?? 0); root++) walkFrom(children[root] ?? 0)
  for (const row of parents.keys()) if (!seen[row]) walkFrom(row)
  return order
}

/** Rows by parent, roots first: the children of row `r` are `children.slice(starts[r + 1], starts[r + 2])`. */
function childrenOf(parents: Int32Array) {
  const count = parents.length
  const starts = new Int32Array(count + 3)
  for (let row = 0; row < count; row++) {
    const place = (parents[row] ?? -1) + 2
    starts[place] = (starts[place] ?? 0) + 1
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const next = starts.slice()
  const children = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const place = (parents[row] ?? -1) + 1
    const at = next[place] ?? 0
    children[at] = row
    next[place] = at + 1
  }
  return { starts, children }
}

function sortSiblings(starts: Int32Array, children: Int32Array, compare: Comparison): void {
  for (let place = 0; place + 1 < starts.length; place++) {
    const [from, to] = [starts[place] ?? 0, starts[place + 1] ?? 0]
    for (let at = from + 1; at < to; at++) {
      if (compare(children[at - 1] ?? 0, children[at] ?? 0) <= 0) continue
      children.subarray(from, to).sort(compare)
      break
    }
  }
}
