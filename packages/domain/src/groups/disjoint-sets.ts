/** Sets of 0 … count − 1 that only ever merge. */
export class DisjointSets {
  readonly #parent: Int32Array
  readonly #size: Int32Array

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, index) => index)
    this.#size = new Int32Array(count).fill(1)
  }

  /** The member that stands for the set of `member`. */
  find(member: number): number {
    let at = member
    for (;;) {
      const parent = this.#parent[at] ?? at
      if (parent === at) return at
      const grandparent = this.#parent[parent] ?? parent
      this.#parent[at] = grandparent
      at = grandparent
    }
  }

  /** Merges two sets; false when they were one already. */
  merge(one: number, two: number): boolean {
    const a = this.find(one)
    const b = this.find(two)
    if (a === b) return false
    const [into, from] = this.sizeOf(a) < this.sizeOf(b) ? [b, a] : [a, b]
    this.#parent[from] = into
    this.#size[into] = this.sizeOf(a) + this.sizeOf(b)
    return true
  }

  private sizeOf(root: number): number {
    return this.#size[root] ?? 1
  }
}
