/** Gives the entry of the highest priority first, of equal ones the earlier (a binary heap). */
export class PriorityQueue<T> {
  readonly #heap: { entry: T; priority: number; turn: number }[] = []
  #turns = 0

  add(entry: T, priority: number): void {
    const heap = this.#heap
    let at = heap.length
    const item = { entry, priority, turn: this.#turns++ }
    heap.push(item)
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above]
      if (!parent || !isBefore(item, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = item
  }

  take(): T | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first?.entry
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      let child = heap[below]
      if (!child) break
      const sibling = heap[below + 1]
      if (sibling && isBefore(sibling, child)) {
        below++
        child = sibling
      }
      if (!isBefore(child, last)) break
      heap[at] = child
      at = below
    }
    heap[at] = last
    return first.entry
  }
}

function isBefore(
  a: { priority: number; turn: number },
  b: { priority: number; turn: number },
): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.turn < b.turn)
}
