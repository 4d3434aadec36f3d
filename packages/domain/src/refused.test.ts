import { describe, expect, it } from 'vitest'

import { Conflict, NotFound, OutcomeUnknown, Refused, refuseIf, Unavailable } from './refused.ts'

describe('refusing', () => {
  it('throws the reason a rule gave', () => {
    expect(() => refuseIf('above-authority')).toThrow(new Refused('above-authority'))
  })

  it('lets pass where there is none', () => {
    expect(() => refuseIf(null)).not.toThrow()
  })

  it('keeps what a caller needs to answer with', () => {
    expect(new NotFound('loan')).toMatchObject({ what: 'loan', message: 'loan-not-found' })
    expect(new Conflict('stale-version').reason).toBe('stale-version')
    expect(new Unavailable('database-restarting', 5).retryAfterSeconds).toBe(5)
    expect(new OutcomeUnknown().name).toBe('OutcomeUnknown')
  })
})
