import { describe, expect, it } from 'vitest'
import { actRefusal } from './loan-act.ts'

describe('an act of two people', () => {
  it.each([
    ['decide', 'waiting', 'another', null],
    ['decide', 'waiting', 'maker', 'own-act'],
    ['decide', 'approved', 'another', 'act-is-decided'],
    ['withdraw', 'waiting', 'maker', null],
    ['withdraw', 'waiting', 'another', 'not-own-act'],
    ['withdraw', 'refused', 'maker', 'act-is-decided'],
  ] as const)('lets %s when %s by %s: %s', (step, status, staffId, refusal) => {
    expect(actRefusal({ step, status, madeBy: 'maker', staffId })).toBe(refusal)
  })
})
