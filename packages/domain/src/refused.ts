export interface RefusedField {
  field: string
  reason: string
}

/**
 * A rule of the business said no. Anything that is none of these errors is a bug or an outage.
 * `problems` are all that is wrong at once, field by field, for the reasons of a form.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly reason: string
  readonly problems: readonly RefusedField[]

  constructor(reason: string, options: ErrorOptions & { problems?: readonly RefusedField[] } = {}) {
    super(reason, options)
    this.reason = reason
    this.problems = options.problems ?? []
  }
}

/** There is no such thing, or none this person may know of. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  readonly what: string

  constructor(what: string, options?: ErrorOptions) {
    super(`${what}-not-found`, options)
    this.what = what
  }
}

/** Someone else was first: a stale version, or an idempotency key used again with another body. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/** Nothing was done; the same request may be sent again after `retryAfterSeconds`. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly reason: string
  readonly retryAfterSeconds: number

  constructor(reason: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The connection broke while the result was being kept: ask again with the same idempotency key. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown'

  constructor(options?: ErrorOptions) {
    super('outcome-unknown', options)
  }
}

/** Throws the reason a rule gave; null means it gave none. */
export function refuseIf(reason: string | null): void {
  if (reason !== null) throw new Refused(reason)
}
