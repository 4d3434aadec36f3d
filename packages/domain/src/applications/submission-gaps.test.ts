import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { documentKinds } from '../documents/document-kinds.ts'
import { money } from '../money.ts'
import { usualServicing } from '../loans/servicing-terms.ts'
import { usualSchedule } from '../products/schedule-options.ts'
import { parseRate } from '../rate.ts'
import { ApplicationTerms, NewApplication, periodsIn } from './application.ts'
import type { Product } from './products.ts'
import type { SubmissionFacts } from './submission-gaps.ts'
import { requiredDocuments, submissionGaps } from './submission-gaps.ts'

const whole: ApplicationTerms = {
  product: 'consumer',
  amount: money(50_000_00),
  termMonths: 24,
  annualRate: parseRate('7.2'),
  method: 'equal-instalment',
  frequency: 'monthly',
  guarantee: 'credit',
  purpose: '装修',
  repaymentSource: '工资收入',
}
const consumer: Product = {
  code: 'consumer',
  customerKind: 'person',
  minimumAmount: money(1000_00),
  maximumAmount: money(500_000_00),
  minimumMonths: 3,
  maximumMonths: 60,
  methods: ['equal-instalment', 'equal-principal'],
  frequencies: ['monthly', 'quarterly'],
  guarantees: ['credit', 'guarantee'],
  pricing: {
    kind: 'fixed',
    minimum: parseRate('3'),
    standard: parseRate('7.2'),
    maximum: parseRate('24'),
  },
  schedule: usualSchedule,
  servicing: usualServicing,
  allowsRepricing: false,
  isConsumer: true,
}
const floating: Product = {
  ...consumer,
  pricing: {
    kind: 'lpr',
    tenor: '1y',
    resets: 'january',
    standardBp: 100,
    minimumBp: 50,
    maximumBp: 200,
  },
}
const ready: SubmissionFacts = {
  product: consumer,
  customer: { kind: 'person', isActive: true },
  documents: documentKinds,
  on: day('2026-10-15'),
}

describe('what an application lacks', () => {
  it('is nothing when it is whole', () => {
    expect(submissionGaps(whole, ready)).toEqual([])
  })

  it('is told all at once', () => {
    const draft = ApplicationTerms.parse({ product: 'consumer' })

    const gaps = submissionGaps(draft, {
      product: consumer,
      customer: { kind: 'company', isActive: false },
      documents: ['business-licence', 'financial-statements'],
      on: ready.on,
    })

    expect(gaps).toEqual([
      { field: 'amount', reason: 'missing' },
      { field: 'termMonths', reason: 'missing' },
      { field: 'annualRate', reason: 'missing' },
      { field: 'method', reason: 'missing' },
      { field: 'guarantee', reason: 'missing' },
      { field: 'purpose', reason: 'missing' },
      { field: 'repaymentSource', reason: 'missing' },
      { field: 'customer', reason: 'customer-not-active' },
      { field: 'product', reason: 'not-for-this-kind-of-customer' },
      { field: 'document:articles-of-association', reason: 'document-missing' },
      { field: 'document:resolution-to-borrow', reason: 'document-missing' },
      { field: 'document:purpose-evidence', reason: 'document-missing' },
      { field: 'document:credit-bureau-authorisation', reason: 'document-missing' },
    ])
  })

  it.each([
    [{ amount: money(1000_00) }, null],
    [{ amount: money(999_99) }, 'below-product-minimum'],
    [{ amount: money(500_000_00) }, null],
    [{ amount: money(500_000_01) }, 'above-product-maximum'],
    [{ termMonths: 3 }, null],
    [{ termMonths: 2 }, 'below-product-minimum'],
    [{ termMonths: 60 }, null],
    [{ termMonths: 61 }, 'above-product-maximum'],
    [{ annualRate: parseRate('24') }, null],
    [{ annualRate: parseRate('24.000001') }, 'above-product-maximum'],
    [{ annualRate: parseRate('3') }, null],
    [{ annualRate: parseRate('2.999999') }, 'below-product-minimum'],
    [{ frequency: 'weekly' as const }, 'not-offered-by-product'],
    [{ guarantee: 'pledge' as const }, 'not-offered-by-product'],
    [{ method: 'interest-only' as const }, 'not-offered-by-product'],
    [{ frequency: 'quarterly' as const, termMonths: 24 }, null],
    [{ frequency: 'quarterly' as const, termMonths: 25 }, 'not-whole-periods'],
  ])('with %j is %s', (change, reason) => {
    const gaps = submissionGaps({ ...whole, ...change }, ready)
    expect(gaps.map((gap) => gap.reason)).toEqual(reason === null ? [] : [reason])
  })

  it.each([
    ['3.5', null],
    ['3.49', 'below-product-minimum'],
    ['5', null],
    ['5.01', 'above-product-maximum'],
    ['4.005', 'not-in-basis-points'],
  ])('over the loan prime rate of 3.00 %% at %s is %s', (annualRate, reason) => {
    const gaps = submissionGaps(
      { ...whole, annualRate: parseRate(annualRate) },
      { ...ready, product: floating },
    )
    expect(gaps.map((gap) => gap.reason)).toEqual(reason === null ? [] : [reason])
  })

  it('counts the documents a guarantee asks for, each once', () => {
    expect(requiredDocuments('guarantee', consumer, 'person')).toContain('guarantor-consent')
    const secured = requiredDocuments('mortgage', { isConsumer: false }, 'person')
    expect(secured).toEqual([...new Set(secured)])
    expect(secured).toContain('account-statement')
  })

  it('asks a company for its own papers, whatever the product', () => {
    expect(requiredDocuments(null, consumer, 'company')).not.toContain('identity-document')
  })

  it('lets a product for both kinds be given to either', () => {
    const facts = { ...ready, product: { ...consumer, customerKind: 'both' as const } }
    const company = { kind: 'company', isActive: true } as const
    expect(submissionGaps(whole, { ...facts, customer: company })).toEqual([])
  })
})

describe('a new application', () => {
  const customerId = '0191e4a0-5a5e-7bb0-8f5e-0123456789ab'

  it('needs no more than a customer and a product', () => {
    expect(NewApplication.parse({ customerId, product: 'mortgage' })).toMatchObject({
      amount: null,
      frequency: 'monthly',
    })
  })

  it.each([
    { customerId: '7' },
    { product: ' ' },
    { amount: 0 },
    { amount: 1.5 },
    { purpose: ' ' },
  ])('is refused with %j', (change) => {
    const text = { customerId, product: 'mortgage', ...change }
    expect(NewApplication.safeParse(text).success).toBe(false)
  })

  it('counts whole instalments in its term', () => {
    expect(periodsIn(24, 'monthly')).toBe(24)
    expect(periodsIn(24, 'quarterly')).toBe(8)
    expect(periodsIn(12, 'weekly')).toBe(52)
    expect(periodsIn(1, 'weekly')).toBe(4)
    expect(periodsIn(18, 'half-yearly')).toBe(3)
    expect(periodsIn(23, 'yearly')).toBe(1)
    expect(periodsIn(12, 'days', 15)).toBe(24)
  })
})
