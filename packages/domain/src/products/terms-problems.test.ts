import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { usualServicing } from '../loans/servicing-terms.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import type { ProductKind } from './product-kind.ts'
import type { ProductTerms } from './product-terms.ts'
import { penaltyBounds, termBounds } from './regulatory-bounds.ts'
import { type TermsQuestion, termsProblems } from './terms-problems.ts'
import { overLpr, soundTerms, today } from './testing.ts'

const bank: TermsQuestion = { kind: 'working-capital', institution: 'city-bank', on: today }

const told = (change: Partial<ProductTerms>, question: Partial<TermsQuestion> = {}) =>
  termsProblems({ ...soundTerms, ...change }, { ...bank, ...question }).map(
    ({ field, reason, isNotice }) => `${field} ${reason}${isNotice ? ' (notice)' : ''}`,
  )

const penalty = (uplift: string, misuseUplift: string) => ({
  servicing: {
    ...usualServicing,
    penalty: {
      ...usualServicing.penalty,
      uplift: parseRate(uplift),
      misuseUplift: parseRate(misuseUplift),
    },
  },
})

describe('what speaks against terms', () => {
  it('is nothing where they are sound', () => {
    expect(told({})).toEqual([])
    expect(told({ pricing: overLpr })).toEqual([])
  })

  it('is told all at once', () => {
    expect(
      told({
        minimumAmount: money(200),
        maximumAmount: money(100),
        minimumMonths: 40,
        pricing: { ...overLpr, standardBp: 301 },
        ...penalty('51', '100'),
      }),
    ).toEqual([
      'maximumAmount minimum-above-maximum',
      'maximumMonths minimum-above-maximum',
      'pricing.standard standard-out-of-range',
      'servicing.penalty.uplift penalty-outside-law',
    ])
  })

  it('includes a loan prime rate that was not there yet, and prices out of order', () => {
    expect(told({ pricing: overLpr }, { on: day('2019-08-19') })).toEqual(['pricing lpr-not-known'])
    expect(told({ pricing: { ...overLpr, minimumBp: 301 } })).toEqual([
      'pricing.maximum minimum-above-maximum',
    ])
  })

  it.each<[ProductKind, number, string[]]>([
    ['working-capital', 36, []],
    ['working-capital', 37, ['maximumMonths term-above-usual (notice)']],
    ['working-capital', 60, ['maximumMonths term-above-usual (notice)']],
    ['working-capital', 61, ['maximumMonths term-above-law']],
    ['fixed-asset', 120, []],
    ['fixed-asset', 121, ['maximumMonths term-above-usual (notice)']],
    ['consumer', 84, ['maximumMonths term-above-usual (notice)']],
    ['consumer', 85, ['maximumMonths term-above-law']],
    ['business', 120, ['maximumMonths term-above-usual (notice)']],
    ['business', 121, ['maximumMonths term-above-law']],
    ['mortgage', 360, []],
    ['mortgage', 361, ['maximumMonths term-above-law']],
    ['equity-pledge', 600, []],
  ])('for a %s loan of %d months is %j', (kind, maximumMonths, expected) => {
    expect(told({ maximumMonths }, { kind })).toEqual(expected)
  })

  it('follows the rule of the day: consumer loans of seven years since 14 March 2025', () => {
    const long = { maximumMonths: 84 }
    const kind = 'consumer'
    expect(told(long, { kind, on: day('2025-03-13') })).toEqual(['maximumMonths term-above-law'])
    expect(told(long, { kind, on: day('2025-03-14') })).toEqual([
      'maximumMonths term-above-usual (notice)',
    ])
    expect(told(long, { kind, on: day('2024-06-30') })).toEqual([])
  })

  it.each([
    ['30', '50', []],
    ['29.999999', '50', ['servicing.penalty.uplift penalty-outside-law']],
    ['50', '100', []],
    ['50.000001', '100', ['servicing.penalty.uplift penalty-outside-law']],
    ['30', '49.999999', ['servicing.penalty.misuseUplift penalty-outside-law']],
    ['30', '100.000001', ['servicing.penalty.misuseUplift penalty-outside-law']],
  ])('with penalties of %s and %s is %j', (uplift, misuse, expected) => {
    expect(told(penalty(uplift, misuse))).toEqual(expected)
  })

  it('leaves a micro-lender to its own terms', () => {
    expect(
      told({ maximumMonths: 84, ...penalty('0', '0') }, { institution: 'micro-lender' }),
    ).toEqual([])
  })

  it.each([
    ['24', '24', []],
    ['24', '24.000001', ['pricing.maximum above-rate-cap (notice)']],
    ['24.000001', '30', ['pricing.standard above-rate-cap']],
  ])('with a standard rate of %s and a highest of %s is %j', (standard, maximum, expected) => {
    const pricing = {
      kind: 'fixed',
      minimum: parseRate('3'),
      standard: parseRate(standard),
      maximum: parseRate(maximum),
    } as const
    expect(told({ pricing }, { institution: 'micro-lender' })).toEqual(expected)
  })

  it('asks for the options that a method or a frequency needs', () => {
    expect(
      told({
        methods: ['balloon', 'residual', 'stepped', 'custom'],
        frequencies: ['days'],
      }),
    ).toEqual([
      'schedule.balloonPeriods option-missing',
      'schedule.residualShare option-missing',
      'schedule.step option-missing',
      'schedule.everyDays option-missing',
    ])
  })

  it('names a fee that stands twice', () => {
    const fee = {
      code: 'service',
      name: '服务费',
      payee: '贷款人',
      charged: 'at-drawdown',
      basis: { kind: 'amount', amount: money(100) },
    } as const
    expect(told({ servicing: { ...usualServicing, fees: [fee, fee] } })).toEqual([
      'servicing.fees fee-named-twice',
    ])
  })

  it('is backed by a rule with its source wherever the law is the reason', () => {
    for (const { source, from, to } of [...termBounds, ...penaltyBounds]) {
      expect(source).toMatch(/\d{4}/)
      expect(to === null || to >= from).toBe(true)
    }
  })
})
