/** Answers in memory, the ones asked for longest ago given up first. */
export class AnswerCache {
  readonly #most: number
  readonly #answers = new Map<string, Uint8Array<ArrayBuffer>>()
  #bytes = 0

  /** `most` bytes are kept; an answer larger than a quarter of that is not. */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    const answer = this.#answers.get(key)
    if (answer) {
      this.#answers.delete(key)
      this.#answers.set(key, answer)
    }
    return answer
  }

  set(key: string, answer: Uint8Array<ArrayBuffer>): void {
    this.#drop(key)
    if (answer.length > this.#most / 4) return
    this.#answers.set(key, answer)
    this.#bytes += answer.length
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#most) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#answers.get(key)?.length ?? 0
    this.#answers.delete(key)
  }
}
