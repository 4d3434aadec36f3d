import { describe, expect, it } from 'vitest'

import { money } from '../money.ts'
import type { LimitRefusal } from './exposure-limits.ts'
import {
  allowedBy,
  exposureLimits,
  institutionKinds,
  limitRefusal,
  setLimitRefusal,
  type SetTotal,
} from './exposure-limits.ts'

const lender = {
  kind: 'micro-lender',
  bases: { netCapital: null, tier1: null, netAssets: money(10_000_000_00) },
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

  it.each<[number, number, LimitRefusal | null]>([
    [900_00, 1_200_00, null],
    [900_01, 900_01, 'over-single-exposure'],
    [900_00, 1_200_01, 'over-group-exposure'],
  ])('hold a bank of thin tier 1 with %d fen single and %d together: %s', (one, all, refusal) => {
    const bases = { netCapital: money(10_000_00), tier1: money(6_000_00), netAssets: null }
    const after = { singleLoans: one, groupCredit: all }
    expect(limitRefusal({ kind: 'city-bank', bases }, after)).toBe(refusal)
    const unknown = { ...bases, tier1: null }
    expect(limitRefusal({ kind: 'city-bank', bases: unknown }, after)).toBeNull()
  })

  it.each<[SetTotal['basis'], number, LimitRefusal | null]>([
    ['control', 1_400_00, null],
    ['control', 1_400_01, 'over-group-concentration'],
    ['connected', 1_100_00, null],
    ['connected', 1_100_01, 'over-group-exposure'],
  ])('bound a confirmed set by %s that owes %d fen: %s', (basis, owed, refusal) => {
    const bases = { netCapital: money(10_000_00), tier1: money(6_000_00), netAssets: null }
    const sets = [
      { basis: 'control', owed: money(0) },
      { basis, owed: money(owed) },
    ] as const
    const more = money(100_00)
    expect(setLimitRefusal({ kind: 'city-bank', bases }, sets, more)).toBe(refusal)
    expect(setLimitRefusal({ kind: 'city-bank', bases }, [], more)).toBeNull()
    const noTier1 = { kind: 'city-bank', bases: { ...bases, tier1: null } } as const
    if (basis === 'connected') expect(setLimitRefusal(noTier1, sets, more)).toBeNull()
  })

  it('do not measure a micro-lender by the rule for banks of 2018', () => {
    const sets = [{ basis: 'connected', owed: money(9_999_999_00) }] as const
    expect(setLimitRefusal(lender, sets, money(1))).toBeNull()
  })

  it('allow nothing on negative net assets', () => {
    const [single] = exposureLimits['micro-lender']
    expect(single && allowedBy(single, { ...lender.bases, netAssets: money(-500) })).toBe(0)
  })

  it.each(institutionKinds)('of a %s name their source', (kind) => {
    const scopes = exposureLimits[kind].map(({ scope }) => scope)
    expect(scopes).toEqual(expect.arrayContaining(['single-loans', 'group-credit']))
    expect(exposureLimits[kind].every(({ source }) => source.length > 0)).toBe(true)
  })
})
