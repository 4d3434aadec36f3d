import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import {
  type Agreement,
  agreedTerms,
  contractTerms,
  priceRefusal,
  scheduleOf,
} from './contract-terms.ts'
import { overLpr, soundTerms } from './testing.ts'

const agreement: Agreement = {
  amount: money(1_000_000_00),
  annualRate: parseRate('4.2'),
  periods: 12,
  method: 'equal-instalment',
  frequency: 'monthly',
  agreedOn: day('2025-05-10'),
  signedOn: day('2025-05-21'),
}
const floating = { ...soundTerms, pricing: overLpr }

describe('the price of an approval', () => {
  it.each([
    ['3', null],
    ['2.999999', 'rate-outside-product'],
    ['6', null],
    ['6.000001', 'rate-outside-product'],
  ])('of %s under fixed rates is %s', (annualRate, reason) => {
    expect(priceRefusal(soundTerms, parseRate(annualRate), day('2026-10-15'))).toBe(reason)
  })

  it.each([
    ['3', null],
    ['6', null],
    ['6.01', 'rate-outside-product'],
    ['4.005', 'rate-not-in-basis-points'],
  ])('of %s over the loan prime rate of 3.00 %% is %s', (annualRate, reason) => {
    expect(priceRefusal(floating, parseRate(annualRate), day('2026-10-15'))).toBe(reason)
    expect(priceRefusal(floating, parseRate(annualRate), day('2019-01-01'))).toBe(
      'rate-outside-product',
    )
  })
})

describe('the terms a contract freezes', () => {
  it('hold the agreed rate under a fixed price', () => {
    expect(contractTerms(soundTerms, agreement)).toMatchObject({
      annualRate: parseRate('4.2'),
      ratePlan: { kind: 'fixed' },
      disbursedOn: '2025-05-21',
      firstDueOn: '2025-06-21',
      servicing: soundTerms.servicing,
      allowsRepricing: true,
    })
  })

  it('keep the agreed spread over the quotation of the day of signing', () => {
    // 110 points over 3.10 % when it was decided; 3.00 % holds since the day before the signature.
    expect(contractTerms(floating, agreement)).toMatchObject({
      annualRate: parseRate('4.1'),
      ratePlan: { kind: 'lpr', tenor: '1y', spreadBp: 110, resets: 'january' },
    })
  })

  it('give their schedule back without the rest', () => {
    const terms = contractTerms(floating, agreement)
    expect(Object.keys(scheduleOf(terms))).not.toContain('servicing')
    expect(scheduleOf(terms)).toMatchObject({ method: 'equal-instalment', periods: 12 })
  })

  it('are known to be missing from older contracts', () => {
    const terms = contractTerms(floating, agreement)
    expect(agreedTerms(terms)).toEqual(terms)
    expect(agreedTerms(scheduleOf(terms))).toBeNull()
  })
})
