import { CommitUnknown, databaseTrouble } from '@banyan/database'
import { Conflict, NotFound, OutcomeUnknown, Refused, Unavailable } from '@banyan/domain/refused'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'

/** The caller's session has ended, or there never was one. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

/** The caller's roles do not hold this permission. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
}

export interface Trouble {
  reason: string
  retryAfterSeconds?: number
  problems?: { path: string; message: string }[]
}

/** What the client is told about an error: a reason it has words for, never a stack or SQL. */
export function troubleOf(error: TRPCError): Trouble {
  const { cause } = error
  if (cause instanceof z.ZodError) {
    const problems = cause.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }))
    return { reason: 'bad-input', problems }
  }
  if (cause instanceof Refused && cause.problems.length > 0) {
    const problems = cause.problems.map(({ field, reason }) => ({ path: field, message: reason }))
    return { reason: cause.reason, problems }
  }
  if (cause instanceof Refused || cause instanceof Conflict) return { reason: cause.reason }
  if (cause instanceof NotFound) return { reason: cause.message }
  if (cause instanceof Unavailable) {
    return { reason: cause.reason, retryAfterSeconds: cause.retryAfterSeconds }
  }
  if (cause instanceof OutcomeUnknown) return { reason: 'outcome-unknown' }
  if (cause instanceof SignedOut) return { reason: 'signed-out' }
  if (cause instanceof Forbidden) return { reason: 'forbidden' }
  return { reason: error.code === 'BAD_REQUEST' ? 'bad-input' : 'failure' }
}

/** A lost or overloaded database in the words of the business; anything else as it is. */
export function asKnownError(error: unknown): unknown {
  if (error instanceof CommitUnknown) return new OutcomeUnknown({ cause: error })
  const trouble = databaseTrouble(error)
  if (trouble === 'lost-connection')
    return new Unavailable('database-unavailable', 2, { cause: error })
  if (trouble === 'storage') return new Unavailable('storage-unavailable', 30, { cause: error })
  if (trouble === 'busy' || trouble === 'conflict')
    return new Unavailable('busy', 1, { cause: error })
  return error
}

/** Translates once, for every procedure. */
export function toTRPCError(thrown: unknown): never {
  const cause = asKnownError(thrown)
  if (cause instanceof TRPCError) throw cause
  if (cause instanceof Refused)
    throw new TRPCError({ code: 'PRECONDITION_FAILED', message: cause.reason, cause })
  if (cause instanceof NotFound)
    throw new TRPCError({ code: 'NOT_FOUND', message: cause.message, cause })
  if (cause instanceof Conflict)
    throw new TRPCError({ code: 'CONFLICT', message: cause.reason, cause })
  if (cause instanceof Unavailable)
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: cause.reason, cause })
  if (cause instanceof SignedOut)
    throw new TRPCError({ code: 'UNAUTHORIZED', message: 'signed-out', cause })
  if (cause instanceof Forbidden)
    throw new TRPCError({ code: 'FORBIDDEN', message: 'forbidden', cause })
  const message = cause instanceof OutcomeUnknown ? 'outcome-unknown' : 'failure'
  throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message, cause })
}
