import type { PageFailure } from '@banyan/ui/page-failure'

export interface Problem {
  readonly path: string
  readonly message: string
}

/** Why a request failed; `OFFLINE` when no answer came at all. */
export interface Failure extends PageFailure {
  readonly code: string
  readonly reason: string | undefined
  readonly requestId: string | undefined
  /** What is wrong with which field of the input; paths joined with dots. */
  readonly problems: readonly Problem[]
}

const textAt = (from: unknown, key: string): string | undefined => {
  const value: unknown = from && typeof from === 'object' ? Reflect.get(from, key) : undefined
  return typeof value === 'string' ? value : undefined
}

function problemsIn(data: unknown): Problem[] {
  const problems: unknown = data && typeof data === 'object' ? Reflect.get(data, 'problems') : []
  if (!Array.isArray(problems)) return []
  return problems.map((each) => ({
    path: textAt(each, 'path') ?? '',
    message: textAt(each, 'message') ?? '',
  }))
}

/** Reads the code, the reason and the request id that the server puts into `error.data`. */
export function failureOf(error: unknown): Failure {
  const data: unknown = error && typeof error === 'object' ? Reflect.get(error, 'data') : undefined
  return {
    code: textAt(data, 'code') ?? textAt(error, 'code') ?? 'OFFLINE',
    reason: textAt(data, 'reason') ?? textAt(error, 'reason'),
    requestId: textAt(data, 'requestId'),
    problems: problemsIn(data),
  }
}

const certainRefusals = new Set([
  'BAD_REQUEST',
  'CONFLICT',
  'FORBIDDEN',
  'NOT_FOUND',
  'PAYLOAD_TOO_LARGE',
  'PRECONDITION_FAILED',
  'UNPROCESSABLE_CONTENT',
])

/** True when the server said that nothing was done; false when the outcome is not known. */
export function nothingWasDone(failure: Failure): boolean {
  return certainRefusals.has(failure.code) && failure.reason !== 'idempotency-key-reused'
}
