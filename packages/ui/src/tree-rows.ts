/**
 * The lines of a tree laid out depth first. A key stands for one row of the table whatever the order, filter or
 * sort; a depth is 0 at a root and at most one more than that of the line before.
 */
export interface TreeLines {
  readonly keys: Int32Array
  readonly depths: Int32Array
}

/** Where each line stands: its parent's place (−1 at a root), the place after its subtree, its number among its siblings. */
export interface Outline {
  readonly parent: Int32Array
  readonly end: Int32Array
  readonly position: Int32Array
  readonly setSize: Int32Array
}

const at = (numbers: Int32Array, place: number): number => numbers[place] ?? 0

/** One pass over the lines; RangeError when a line is more than one level below the line before it. */
export function outlineOf({ depths }: TreeLines): Outline {
  const count = depths.length
  const parent = new Int32Array(count)
  const end = new Int32Array(count)
  const position = new Int32Array(count)
  const setSize = new Int32Array(count)
  const children = new Int32Array(count + 1)
  const open: number[] = []

  for (let place = 0; place < count; place++) {
    const depth = at(depths, place)
    if (depth > open.length) throw new RangeError(`line ${place} has no parent at its level`)
    while (open.length > depth) end[open.pop() ?? 0] = place
    const above = open.at(-1) ?? -1
    children[above + 1] = at(children, above + 1) + 1
    parent[place] = above
    position[place] = at(children, above + 1)
    open.push(place)
  }
  for (const place of open) end[place] = count
  for (let place = 0; place < count; place++) {
    setSize[place] = at(children, at(parent, place) + 1)
  }
  return { parent, end, position, setSize }
}

/** Places of the lines on screen: those whose ancestors are all expanded. Collapsed subtrees are skipped whole. */
export function visiblePlaces(
  { keys }: TreeLines,
  { end }: Outline,
  expanded: ReadonlySet<number>,
): Int32Array {
  const visible = new Int32Array(keys.length)
  let shown = 0
  for (let place = 0; place < keys.length;) {
    visible[shown] = place
    shown += 1
    place = expanded.has(at(keys, place)) ? place + 1 : at(end, place)
  }
  return visible.subarray(0, shown)
}

export function isExpandable({ end }: Outline, place: number): boolean {
  return at(end, place) > place + 1
}

/** Keys of every expandable line in the subtree at `place`, itself included. */
export function subtreeKeys({ keys }: TreeLines, outline: Outline, place: number): number[] {
  const found: number[] = []
  for (let each = place; each < at(outline.end, place); each++) {
    if (isExpandable(outline, each)) found.push(at(keys, each))
  }
  return found
}

/** Keys of every expandable line down to a level: 0 opens the roots. */
export function keysToLevel(lines: TreeLines, outline: Outline, level: number): Set<number> {
  const found = new Set<number>()
  for (let place = 0; place < lines.keys.length; place++) {
    if (at(lines.depths, place) <= level && isExpandable(outline, place)) {
      found.add(at(lines.keys, place))
    }
  }
  return found
}

/** Keys of the lines above one, nearest first: what must be expanded for it to be seen. */
export function ancestorKeys({ keys }: TreeLines, { parent }: Outline, key: number): number[] {
  const found: number[] = []
  let place = keys.indexOf(key)
  while (place >= 0) {
    place = parent[place] ?? -1
    if (place >= 0) found.push(at(keys, place))
  }
  return found
}

/** Where the visible line at `place` stands on screen, by bisection; −1 when it is not shown. */
export function shownAt(visible: Int32Array, place: number): number {
  let [low, high] = [0, visible.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = at(visible, middle)
    if (found === place) return middle
    if (found < place) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The same tree with siblings in another order; equal ones keep theirs. `compare` is given keys. */
export function sortedLines(
  lines: TreeLines,
  outline: Outline,
  compare: (one: number, other: number) => number,
): TreeLines {
  const { keys, depths } = lines
  const sorted = { keys: new Int32Array(keys.length), depths: new Int32Array(keys.length) }
  let filled = 0
  const waiting: number[] = inOrder(
    childPlaces(outline, -1, keys.length),
    keys,
    compare,
  ).toReversed()
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    sorted.keys[filled] = at(keys, place)
    sorted.depths[filled] = at(depths, place)
    filled += 1
    if (!isExpandable(outline, place)) continue
    const children = inOrder(childPlaces(outline, place, at(outline.end, place)), keys, compare)
    for (let each = children.length - 1; each >= 0; each--) waiting.push(children[each] ?? 0)
  }
  return sorted
}

function childPlaces({ end }: Outline, parent: number, until: number): number[] {
  const places: number[] = []
  for (let place = parent + 1; place < until; place = at(end, place)) places.push(place)
  return places
}

function inOrder(
  places: number[],
  keys: Int32Array,
  compare: (one: number, other: number) => number,
): number[] {
  if (places.length < 2) return places
  return places.sort((one, other) => compare(at(keys, one), at(keys, other)) || one - other)
}

export interface KeptLines {
  readonly lines: TreeLines
  readonly matches: ReadonlySet<number>
  /** Keys above a match: what has to be open for all matches to be seen. */
  readonly ancestors: ReadonlySet<number>
}

/** The lines that match with everything above them, in the order of the tree. */
export function keptLines(
  { keys, depths }: TreeLines,
  { parent }: Outline,
  isMatch: (key: number) => boolean,
): KeptLines {
  const isKept = new Uint8Array(keys.length)
  const matches = new Set<number>()
  const ancestors = new Set<number>()
  for (let place = 0; place < keys.length; place++) {
    const key = at(keys, place)
    if (!isMatch(key)) continue
    matches.add(key)
    isKept[place] = 1
    for (let above = at(parent, place); above >= 0; above = at(parent, above)) {
      const keyAbove = at(keys, above)
      if (ancestors.has(keyAbove)) break
      ancestors.add(keyAbove)
      isKept[above] = 1
    }
  }
  const lines = {
    keys: keys.filter((_, place) => isKept[place] === 1),
    depths: depths.filter((_, place) => isKept[place] === 1),
  }
  return { lines, matches, ancestors }
}
