import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { money } from '../money.ts'
import {
  beginsOn,
  NewProduct,
  ProductChange,
  proposalDecisionRefusal,
  type ProposalFacts,
  proposalRefusal,
} from './product-proposal.ts'
import type { ProductVersion } from './product-version.ts'
import { soundTerms, today } from './testing.ts'

const versions: ProductVersion[] = [
  { number: 1, validFrom: day('2024-01-01'), terms: soundTerms },
  { number: 2, validFrom: day('2026-12-01'), terms: null },
]
const larger = { ...soundTerms, maximumAmount: money(99_000_000_00) }
const facts: ProposalFacts = {
  versions,
  terms: larger,
  validFrom: today,
  businessDay: today,
  isWaiting: false,
}

describe('proposing a version', () => {
  it.each<[Partial<ProposalFacts>, string | null]>([
    [{}, null],
    [{ isWaiting: true }, 'proposal-is-waiting'],
    [{ validFrom: day('2026-10-14') }, 'begins-in-the-past'],
    [{ terms: soundTerms }, 'nothing-changed'],
    [{ terms: soundTerms, validFrom: day('2026-12-01') }, null],
    [{ terms: null }, null],
    [{ terms: null, validFrom: day('2026-12-01') }, 'product-not-offered'],
    [{ terms: null, versions: [] }, 'product-not-offered'],
    [{ terms: soundTerms, versions: [] }, null],
  ])('with %j is refused as %s', (change, reason) => {
    expect(proposalRefusal({ ...facts, ...change })).toBe(reason)
  })
})

describe('deciding a proposal', () => {
  it.each([
    ['waiting', 'b', null],
    ['waiting', 'a', 'own-proposal'],
    ['approved', 'b', 'proposal-is-decided'],
    ['cancelled', 'b', 'proposal-is-decided'],
  ] as const)('that is %s, by %s, is %s', (status, id, reason) => {
    expect(proposalDecisionRefusal({ status, madeBy: 'a' }, { id })).toBe(reason)
  })

  it('never lets a version begin before the decision', () => {
    expect(beginsOn(day('2026-10-14'), today)).toBe(today)
    expect(beginsOn(day('2026-10-16'), today)).toBe(day('2026-10-16'))
  })
})

describe('a proposal as it travels', () => {
  const change = {
    code: 'working-capital',
    basedOn: 1,
    terms: soundTerms,
    validFrom: '2026-12-01',
    reason: '下调利率',
  }
  const named = { name: '新贷款', nameEn: 'New loan', kind: 'consumer' }

  it('is read with its terms', () => {
    expect(ProductChange.parse(change)).toEqual(change)
    const { basedOn: _, ...created } = { ...change, ...named }
    expect(NewProduct.parse(created)).toEqual(created)
  })

  it.each([
    { code: 'Working Capital' },
    { basedOn: -1 },
    { validFrom: '2026-02-30' },
    { reason: ' ' },
  ])('is refused with %j', (wrong) => {
    expect(ProductChange.safeParse({ ...change, ...wrong }).success).toBe(false)
  })
})
