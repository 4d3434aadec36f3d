import type { PageFailure } from '@banyan/ui/page-failure'

const textAt = (from: unknown, key: string): string | undefined => {
  const value: unknown = from && typeof from === 'object' ? Reflect.get(from, key) : undefined
  return typeof value === 'string' ? value : undefined
}

/** The code, the reason and the request id that the server puts into `error.data`; `OFFLINE` without an answer. */
export function failureOf(error: unknown): PageFailure {
  const data: unknown = error && typeof error === 'object' ? Reflect.get(error, 'data') : undefined
  return {
    code: textAt(data, 'code') ?? 'OFFLINE',
    reason: textAt(data, 'reason'),
    requestId: textAt(data, 'requestId'),
  }
}
