/**
 * What each node and everything below it add up to, in the order of the tree: a subtree is the slice
 * `position … position + size`. Time is O(n); no value is counted twice, since a tree has one path to a node.
 */
export function subtreeSums(own: readonly number[], sizes: readonly number[]): number[] {
  const running = new Array<number>(own.length + 1)
  running[0] = 0
  for (let i = 0; i < own.length; i++) running[i + 1] = (running[i] ?? 0) + (own[i] ?? 0)
  return own.map((_, i) => (running[i + (sizes[i] ?? 1)] ?? 0) - (running[i] ?? 0))
}

/** The largest value of each node and everything below it, in the order of the tree. */
export function subtreeMaxima(own: readonly number[], sizes: readonly number[]): number[] {
  const largest = [...own]
  for (let i = own.length - 1; i >= 0; i--) {
    const end = i + (sizes[i] ?? 1)
    for (let child = i + 1; child < end; child += sizes[child] ?? 1) {
      largest[i] = Math.max(largest[i] ?? 0, largest[child] ?? 0)
    }
  }
  return largest
}
