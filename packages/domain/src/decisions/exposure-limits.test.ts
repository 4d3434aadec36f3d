import { describe, expect, it } from 'vitest'

import { money } from '../money.ts'
import type { LimitRefusal } from './exposure-limits.ts'
import { allowedBy, exposureLimits, institutionKinds, limitRefusal } from './exposure-limits.ts'

const lender = {
  kind: 'micro-lender',
  bases: { netCapital: null, netAssets: money(10_000_000_00) },
} as const

describe('exposure limits', () => {
  it.each<[number, number, LimitRefusal | null]>([
    [1_000_000_00, 1_500_000_00, null],
    [1_000_000_01, 1_000_000_01, 'over-single-limit'],
    [1_000_000_00, 1_500_000_01, 'over-group-concentration'],
  ])(
    'hold a micro-lender with %d fen single and %d together: %s',
    (singleLoans, groupCredit, refusal) => {
      expect(limitRefusal(lender, { singleLoans, groupCredit })).toBe(refusal)
    },
  )

  it('take another base for a bank', () => {
    const bank = { ...lender, kind: 'rural-credit-union' } as const
    expect(limitRefusal(bank, { singleLoans: 1, groupCredit: 1 })).toBe('capital-base-unknown')
  })

  it('allow nothing on negative net assets', () => {
    const [single] = exposureLimits['micro-lender']
    expect(single && allowedBy(single, { netCapital: null, netAssets: money(-500) })).toBe(0)
  })

  it.each(institutionKinds)('of a %s name their source', (kind) => {
    expect(exposureLimits[kind].map(({ scope }) => scope)).toEqual(['single-loans', 'group-credit'])
    expect(exposureLimits[kind].every(({ source }) => source.length > 0)).toBe(true)
  })
})
