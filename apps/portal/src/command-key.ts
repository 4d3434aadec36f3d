import { nothingWasDone, type Failure } from './failure.ts'

/**
 * The idempotency key of one opening of a form. It is kept while the outcome is unknown or a sign-in is
 * asked for, so that sending again cannot act twice, and renewed once the act is done or surely refused.
 */
export class CommandKey {
  #value: string
  readonly #mint: () => string

  constructor(mint: () => string = () => crypto.randomUUID()) {
    this.#mint = mint
    this.#value = mint()
  }

  get value(): string {
    return this.#value
  }

  succeeded(): void {
    this.#value = this.#mint()
  }

  failed(failure: Failure): void {
    if (failure.reason !== 'sign-in-again' && nothingWasDone(failure)) this.#value = this.#mint()
  }
}
