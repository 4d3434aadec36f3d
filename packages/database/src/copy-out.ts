/** What a client does with a query that it is handed as an object. */
interface Connection {
  query: (text: string) => void
  sync: () => void
}

/** A `copy (…) to stdout` whose bytes are gathered. */
export class CopyOut {
  readonly #text: string
  readonly #done: (error: Error | null, bytes: Buffer) => void
  readonly #chunks: Buffer[] = []
  #error: Error | null = null

  constructor(text: string, done: (error: Error | null, bytes: Buffer) => void) {
    this.#text = text
    this.#done = done
  }

  submit(connection: Connection): void {
    connection.query(this.#text)
  }

  /** The chunk lies in memory that the connection uses again. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#chunks.push(Buffer.from(chunk))
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#error = error
    this.#done(error, Buffer.alloc(0))
  }

  handleReadyForQuery(): void {
    if (this.#error) return
    this.#done(null, Buffer.concat(this.#chunks))
  }
}
