import { describe, expect, it } from 'vitest'
import { CommandKey } from './command-key.ts'

function counted(): CommandKey {
  let count = 0
  return new CommandKey(() => `key-${++count}`)
}
const failure = (code: string, reason?: string) => ({
  code,
  reason,
  requestId: undefined,
  problems: [],
})

describe('the key of a form', () => {
  it('is minted once when the form opens', () => {
    const key = counted()
    expect([key.value, key.value]).toEqual(['key-1', 'key-1'])
  })

  it('is renewed after success', () => {
    const key = counted()
    key.succeeded()
    expect(key.value).toBe('key-2')
  })

  it.each([
    ['OFFLINE', undefined, 'key-1'],
    ['INTERNAL_SERVER_ERROR', undefined, 'key-1'],
    ['SERVICE_UNAVAILABLE', 'outcome-unknown', 'key-1'],
    ['UNAUTHORIZED', undefined, 'key-1'],
    ['PRECONDITION_FAILED', 'sign-in-again', 'key-1'],
    ['FORBIDDEN', 'sign-in-again', 'key-1'],
    ['CONFLICT', 'idempotency-key-reused', 'key-1'],
    ['CONFLICT', 'stale-version', 'key-2'],
    ['PRECONDITION_FAILED', 'over-group-limit', 'key-2'],
    ['BAD_REQUEST', undefined, 'key-2'],
  ])('after %s (%s) is %s', (code, reason, expected) => {
    const key = counted()
    key.failed(failure(code, reason))
    expect(key.value).toBe(expected)
  })
})
