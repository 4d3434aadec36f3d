/** A row of a tree laid out depth first; `hasChildren` marks children that are still to be fetched. */
export interface TreeRow {
  readonly id: string
  readonly depth: number
  readonly hasChildren?: boolean | undefined
}

/** Where each row stands: its parent's index (−1 at a root), the index after its subtree, its place among its siblings. */
export interface Outline {
  readonly parent: Int32Array
  readonly end: Int32Array
  readonly position: Int32Array
  readonly setSize: Int32Array
}

/** One pass over rows in depth-first order; RangeError when a row is more than one level below the row before it. */
export function outlineOf(rows: readonly TreeRow[]): Outline {
  const parent = new Int32Array(rows.length)
  const end = new Int32Array(rows.length)
  const position = new Int32Array(rows.length)
  const setSize = new Int32Array(rows.length)
  const open: number[] = []
  const childCounts = new Map<number, number>()

  for (const [index, row] of rows.entries()) {
    if (row.depth > open.length) throw new RangeError(`row ${row.id} has no parent at its level`)
    while (open.length > row.depth) end[open.pop() ?? 0] = index
    const above = open.at(-1) ?? -1
    const count = (childCounts.get(above) ?? 0) + 1
    childCounts.set(above, count)
    parent[index] = above
    position[index] = count
    open.push(index)
  }
  for (const index of open) end[index] = rows.length
  for (let index = 0; index < rows.length; index++) {
    setSize[index] = childCounts.get(parent[index] ?? -1) ?? 1
  }
  return { parent, end, position, setSize }
}

/** Indexes of the rows on screen: those whose ancestors are all expanded. Collapsed subtrees are skipped whole. */
export function visibleIndexes(
  rows: readonly TreeRow[],
  outline: Outline,
  expanded: ReadonlySet<string>,
): number[] {
  const visible: number[] = []
  for (let index = 0; index < rows.length;) {
    visible.push(index)
    const next = index + 1
    const end = outline.end[index] ?? next
    index = expanded.has(rows[index]?.id ?? '') ? next : end
  }
  return visible
}

export function isExpandable(rows: readonly TreeRow[], outline: Outline, index: number): boolean {
  return (outline.end[index] ?? 0) > index + 1 || rows[index]?.hasChildren === true
}

/** Ids of every expandable row in the subtree at `index`, itself included. */
export function subtreeIds(rows: readonly TreeRow[], outline: Outline, index: number): string[] {
  const ids: string[] = []
  for (let at = index; at < (outline.end[index] ?? index); at++) {
    const row = rows[at]
    if (row && isExpandable(rows, outline, at)) ids.push(row.id)
  }
  return ids
}

/** Ids of the rows above `id`, nearest first: what must be expanded for it to be seen. */
export function ancestorIds(rows: readonly TreeRow[], outline: Outline, id: string): string[] {
  const ids: string[] = []
  let at = outline.parent[rows.findIndex((row) => row.id === id)] ?? -1
  while (at >= 0) {
    ids.push(rows[at]?.id ?? '')
    at = outline.parent[at] ?? -1
  }
  return ids
}
