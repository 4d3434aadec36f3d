import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import type { ServicingFee } from '../loans/servicing-terms.ts'
import { money } from '../money.ts'
import { parseRate } from '../rate.ts'
import { contractTerms } from './contract-terms.ts'
import { contractCapRefusal, costedSchedule } from './costed-schedule.ts'
import { soundTerms, today } from './testing.ts'

const signedOn = today
const fee = (share: string): ServicingFee => ({
  code: 'service',
  name: '服务费',
  payee: '贷款人',
  charged: 'at-drawdown',
  basis: { kind: 'share', share: parseRate(share) },
})

function terms(annualRate: string, fees: ServicingFee[] = []) {
  return contractTerms(
    { ...soundTerms, servicing: { ...soundTerms.servicing, fees } },
    {
      amount: money(100_000_00),
      annualRate: parseRate(annualRate),
      periods: 12,
      method: 'equal-instalment',
      frequency: 'monthly',
      agreedOn: signedOn,
      signedOn,
    },
  )
}

describe('what a loan costs a year', () => {
  it('is its rate where nothing else is charged', () => {
    const { cost, schedule } = costedSchedule(terms('10.8957'))
    expect(schedule.upfrontFee).toBeUndefined()
    expect((cost?.simple ?? 0) / 1_000_000).toBeCloseTo(10.8957, 3)
    expect((cost?.effective ?? 0) / 1_000_000).toBeCloseTo(11.4566, 2)
  })

  it('counts the charges: the example of the central bank, 1 % at payout', () => {
    const { cost, schedule } = costedSchedule(terms('10.8957', [fee('1')]))
    expect(schedule.upfrontFee).toBe(1_000_00)
    expect((cost?.simple ?? 0) / 1_000_000).toBeCloseTo(12.8038, 2)
    expect((cost?.effective ?? 0) / 1_000_000).toBeCloseTo(13.5826, 2)
  })
})

describe('the cap on the day of signing', () => {
  const micro = { lender: 'micro-lender', signedOn: day('2026-10-15') } as const

  it.each([
    ['23.9', [], null],
    ['24', [], null],
    ['24.02', [], 'above-rate-cap'],
    ['23.9', [fee('0.5')], 'above-rate-cap'],
    ['20', [fee('0.5')], null],
  ] as const)('for %s with charges %j is %s', (annualRate, fees, reason) => {
    expect(contractCapRefusal(terms(annualRate, [...fees]), micro)).toBe(reason)
  })

  it('follows the quotation of its day', () => {
    const later = { ...micro, signedOn: day('2028-01-03') }
    expect(contractCapRefusal(terms('12'), later)).toBeNull()
    expect(contractCapRefusal(terms('12.1'), later)).toBe('above-rate-cap')
  })
})
