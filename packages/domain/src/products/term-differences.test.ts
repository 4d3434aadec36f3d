import { describe, expect, it } from 'vitest'

import { usualServicing } from '../loans/servicing-terms.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import { termDifferences } from './term-differences.ts'
import { overLpr, soundTerms } from './testing.ts'

const fee = {
  code: 'service',
  name: '服务费',
  payee: '贷款人',
  charged: 'at-drawdown',
  basis: { kind: 'amount', amount: money(100_00) },
} as const

describe('what two versions hold differently', () => {
  it('is nothing between equals, however they were written', () => {
    expect(termDifferences(soundTerms, structuredClone(soundTerms))).toEqual([])
  })

  it('is named term by term', () => {
    const after = {
      ...soundTerms,
      maximumMonths: 24,
      methods: ['equal-instalment' as const],
      servicing: {
        ...usualServicing,
        penalty: { ...usualServicing.penalty, uplift: parseRate('40') },
      },
    }
    expect(termDifferences(soundTerms, after)).toEqual([
      { path: 'maximumMonths', before: 36, after: 24 },
      {
        path: 'methods',
        before: ['equal-instalment', 'interest-only'],
        after: ['equal-instalment'],
      },
      { path: 'servicing.penalty.uplift', before: 50_000_000, after: 40_000_000 },
    ])
  })

  it('shows another kind of pricing with what it lost and gained', () => {
    const paths = termDifferences(soundTerms, { ...soundTerms, pricing: overLpr })
    expect(paths.map(({ path }) => path)).toEqual([
      'pricing.kind',
      'pricing.minimum',
      'pricing.standard',
      'pricing.maximum',
      'pricing.tenor',
      'pricing.resets',
      'pricing.minimumBp',
      'pricing.standardBp',
      'pricing.maximumBp',
    ])
    expect(paths.at(-1)).toEqual({
      path: 'pricing.maximumBp',
      before: undefined,
      after: 300,
    })
  })

  it('knows a fee by its code, not by its place', () => {
    const with_ = (...fees: (typeof fee)[]) => ({
      ...soundTerms,
      servicing: { ...usualServicing, fees },
    })
    const other = { ...fee, code: 'appraisal' as 'service' }
    expect(termDifferences(with_(fee, other), with_(other, fee))).toEqual([])
    const dearer = { ...fee, basis: { ...fee.basis, amount: money(200_00) } }
    expect(termDifferences(with_(fee), with_(dearer as typeof fee))).toEqual([
      { path: 'servicing.fees.service.basis.amount', before: 100_00, after: 200_00 },
    ])
  })

  it('with nothing is everything', () => {
    const gained = termDifferences(null, soundTerms)
    expect(gained.length).toBeGreaterThan(30)
    expect(gained.every(({ before }) => before === undefined)).toBe(true)
    expect(termDifferences(soundTerms, null)).toHaveLength(gained.length)
  })
})
