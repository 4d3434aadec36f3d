import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { tiers } from '../classification/tiers.ts'
import { money } from '../money.ts'
import type { AssetQualityLoan } from './asset-quality.ts'
import {
  assetQualityColumns,
  assetQualityMembers,
  assetQualityRows,
  buildAssetQuality,
  overdueAmount,
} from './asset-quality.ts'
import { industrySections } from './industry-sections.ts'

const loan = (change: Partial<AssetQualityLoan> = {}): AssetQualityLoan => ({
  loanId: 'L1',
  section: 'C',
  consumer: false,
  instalment: true,
  tier: 'normal',
  balance: money(1000),
  overduePrincipal: money(50),
  daysPastDue: 0,
  ...change,
})

const valuesOf = (loans: AssetQualityLoan[]) =>
  new Map(buildAssetQuality(loans).cells.map(({ id, value }) => [id, value]))

const anyLoan = fc.record({
  loanId: fc.uuid(),
  section: fc.constantFrom(...industrySections.map(({ code }) => code), 'personal' as const),
  consumer: fc.boolean(),
  instalment: fc.boolean(),
  tier: fc.constantFrom(...tiers),
  balance: fc.integer({ min: 500, max: 10_000_000_000 }).map(money),
  overduePrincipal: fc.integer({ min: 0, max: 500 }).map(money),
  daysPastDue: fc.nat(400),
})

describe('the overdue column', () => {
  const consumer = { section: 'personal', consumer: true, instalment: true } as const

  it.each<[string, Partial<AssetQualityLoan>, number]>([
    ['a consumer instalment loan not late', { ...consumer, daysPastDue: 0 }, 0],
    ['a consumer instalment loan a day late', { ...consumer, daysPastDue: 1 }, 50],
    ['a consumer instalment loan 90 days late', { ...consumer, daysPastDue: 90 }, 50],
    ['a consumer instalment loan 91 days late', { ...consumer, daysPastDue: 91 }, 1000],
    ['a consumer loan in one sum', { ...consumer, instalment: false, daysPastDue: 1 }, 1000],
    ['a business loan a day late', { daysPastDue: 1 }, 1000],
    ['a business loan not late', { daysPastDue: 0 }, 0],
    [
      'an instalment behind with interest only',
      { ...consumer, daysPastDue: 5, overduePrincipal: money(0) },
      0,
    ],
  ])('takes of %s', (_what, change, amount) => {
    expect(overdueAmount(loan(change))).toBe(amount)
  })
})

describe('the return by five tiers', () => {
  it('puts each loan under its industry, its tier and the totals', () => {
    const values = valuesOf([
      loan(),
      loan({ loanId: 'L2', section: 'T', tier: 'doubtful', balance: money(300), daysPastDue: 300 }),
      loan({ loanId: 'L3', section: 'personal', tier: 'special-mention', balance: money(20) }),
    ])

    expect(values.get('G11_I_2.3.A')).toBe(1000)
    expect(values.get('G11_I_2.3.C')).toBe(1000)
    expect(values.get('G11_I_2.20.G')).toBe(300)
    expect(values.get('G11_I_2.20.I')).toBe(300)
    expect(values.get('G11_I_2.21.D')).toBe(20)
    expect(values.get('G11_I_2.A')).toBe(1320)
    expect(values.get('G11_I_2.B')).toBe(1020)
    expect(values.get('G11_I_2.E')).toBe(300)
    expect(values.get('G11_I_2.H')).toBe(0)
  })

  it('has every cell in order even without a loan', () => {
    const { cells, checks } = buildAssetQuality([])

    expect(cells).toHaveLength(assetQualityRows.length * assetQualityColumns.length)
    expect(cells).toHaveLength(22 * 9)
    expect(cells.map(({ id }) => id).slice(0, 2)).toEqual(['G11_I_2.A', 'G11_I_2.B'])
    expect(cells.every(({ value }) => value === 0)).toBe(true)
    expect(checks.every(({ ok }) => ok)).toBe(true)
  })

  it('passes its own checks and shows the loans behind each cell', () => {
    fc.assert(
      fc.property(fc.array(anyLoan, { maxLength: 30 }), (loans) => {
        const { cells, checks } = buildAssetQuality(loans)

        expect(checks.filter(({ ok }) => !ok)).toEqual([])
        for (const { id, value } of cells) {
          const members = assetQualityMembers(id, loans)
          expect(members.reduce((sum, { amount }) => sum + amount, 0)).toBe(value)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('fails a check when a loan belongs to no row', () => {
    const failed = buildAssetQuality([loan({ section: 'unknown' })]).checks.filter(({ ok }) => !ok)

    expect(failed.map(({ id }) => id)).toEqual(['G11_I_2.A=sum', 'G11_I_2.B=sum', 'G11_I_2.C=sum'])
  })

  it('fails a check when more is overdue than owed', () => {
    const wrong = loan({
      section: 'personal',
      consumer: true,
      daysPastDue: 3,
      overduePrincipal: money(2000),
    })

    const failed = buildAssetQuality([wrong]).checks.filter(({ ok }) => !ok)

    expect(failed.map(({ id }) => id)).toEqual(['G11_I_2:I<=A', 'G11_I_2.21:I<=A'])
  })

  it('refuses to lose a fen past the whole numbers', () => {
    const most = money(Number.MAX_SAFE_INTEGER)
    const loans = [loan({ balance: most }), loan({ loanId: 'L2', balance: most })]
    expect(() => buildAssetQuality(loans)).toThrow(RangeError)
  })

  it.each(['G11_I_2.22.A', 'G11_I_3.A', 'G11_I_2.3.J', 'G11_II_2.3.C', ''])(
    'knows no loans behind %j',
    (cellId) => {
      expect(assetQualityMembers(cellId, [loan()])).toEqual([])
    },
  )
})
