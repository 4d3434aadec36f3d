import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { parseRate } from '../rate.ts'
import { planFor, priceRange, ProductTerms } from './product-terms.ts'
import { overLpr, soundTerms, today } from './testing.ts'

describe('terms as they travel', () => {
  it('come out as they went in', () => {
    expect(ProductTerms.parse(JSON.parse(JSON.stringify(soundTerms)))).toEqual(soundTerms)
  })

  it.each([
    { methods: [] },
    { methods: ['equal-instalment', 'equal-instalment'] },
    { methods: ['by-moon'] },
    { frequencies: [] },
    { guarantees: ['handshake'] },
    { minimumAmount: 0 },
    { maximumAmount: 1.5 },
    { maximumMonths: 601 },
    { pricing: { kind: 'fixed', standard: 1 } },
    { pricing: { ...overLpr, standardBp: 0.5 } },
    { colour: 'green' },
  ])('are refused with %j', (change) => {
    expect(ProductTerms.safeParse({ ...soundTerms, ...change }).success).toBe(false)
  })
})

describe('the rates of a product', () => {
  it('are its own where they are fixed', () => {
    expect(priceRange(soundTerms.pricing, today)).toEqual({
      minimum: parseRate('3'),
      standard: parseRate('3.85'),
      maximum: parseRate('6'),
    })
  })

  it('follow the loan prime rate of the day', () => {
    expect(priceRange(overLpr, today)?.standard).toBe(parseRate('3.85'))
    expect(priceRange(overLpr, day('2025-05-19'))?.standard).toBe(parseRate('3.95'))
    expect(priceRange(overLpr, day('2019-01-01'))).toBeNull()
  })
})

describe('the plan of an agreed rate', () => {
  it('is fixed under fixed rates, and a spread under the loan prime rate', () => {
    expect(planFor(soundTerms.pricing, parseRate('4.123456'), today)).toEqual({ kind: 'fixed' })
    expect(planFor(overLpr, parseRate('4.2'), today)).toEqual({
      kind: 'lpr',
      tenor: '1y',
      spreadBp: 120,
      resets: 'january',
    })
    expect(planFor(overLpr, parseRate('4.205'), today)).toBeNull()
  })
})
