import { day } from '@banyan/domain/calendar'
import { describe, expect, it } from 'vitest'
import { blankForm, formOf, previewOf, problemsOf, type TermsForm, termsOf } from './terms-form.ts'

const typed: TermsForm = {
  ...blankForm,
  product: 'consumer',
  amount: '100,000.00',
  termMonths: '12',
  annualRate: '4.9',
  method: 'equal-instalment',
  purpose: ' 装修 ',
}

describe('terms as they are typed', () => {
  it('are read into fen, millionths and whole months', () => {
    expect(termsOf(typed)).toMatchObject({
      amount: 10_000_000,
      termMonths: 12,
      annualRate: 4_900_000,
      purpose: '装修',
      repaymentSource: null,
    })
  })

  it('come back as they were kept', () => {
    expect(termsOf(formOf(termsOf(typed)))).toEqual(termsOf(typed))
  })

  it.each([
    [{ amount: '十万' }, { amount: 'notMoney' }],
    [{ amount: '0' }, { amount: 'notMoney' }],
    [{ amount: '1.005' }, { amount: 'notMoney' }],
    [{ termMonths: '1.5' }, { termMonths: 'notTerm' }],
    [{ annualRate: '-1' }, { annualRate: 'notRate' }],
    [{ amount: '', termMonths: '', annualRate: '' }, {}],
  ])('with %j have the problems %j', (change, problems) => {
    expect(problemsOf({ ...typed, ...change })).toEqual(problems)
  })
})

describe('the preview', () => {
  it('adds up to the amount and its interest', () => {
    const preview = previewOf(termsOf(typed), day('2026-10-15'))
    expect(preview?.rows).toHaveLength(12)
    expect(preview?.totals.principal).toBe(10_000_000)
    expect(preview?.rows.at(-1)?.balance).toBe(0)
  })

  it.each([{ amount: '' }, { method: null }, { termMonths: '2', frequency: 'quarterly' as const }])(
    'waits for what is missing: %j',
    (change) => {
      expect(previewOf(termsOf({ ...typed, ...change }), day('2026-10-15'))).toBeNull()
    },
  )
})
