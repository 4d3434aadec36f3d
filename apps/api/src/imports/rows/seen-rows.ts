interface SeenRow {
  digest: Buffer
  name: string
}

/** The rows of this file that were taken over so far. What a portion adds counts once it is committed. */
export class SeenRows {
  readonly #kept = new Map<string, SeenRow>()
  #staged = new Map<string, SeenRow>()

  get(key: string): SeenRow | undefined {
    return this.#staged.get(key) ?? this.#kept.get(key)
  }

  /** The first row of a key stays the one that others are compared with. */
  add(key: string, row: SeenRow): void {
    if (this.get(key) === undefined) this.#staged.set(key, row)
  }

  keep(): void {
    for (const [key, row] of this.#staged) this.#kept.set(key, row)
    this.#staged = new Map()
  }

  forget(): void {
    this.#staged = new Map()
  }
}
