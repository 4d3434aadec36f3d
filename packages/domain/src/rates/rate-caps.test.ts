import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { loanCost } from '../loans/loan-cost.ts'
import { buildSchedule } from '../loans/schedule.ts'
import { ScheduleTerms } from '../loans/schedule-terms.ts'
import { formatRate, parseRate } from '../rate.ts'
import { brokenCap, type CappedLender, capRefusal, capsOn } from './rate-caps.ts'

const limits = (on: string, lender: CappedLender) =>
  capsOn(day(on), lender).map(({ id, limit }) => `${id} ${formatRate(limit)}`)

describe('caps on a day of signing', () => {
  it.each([
    ['2019-12-01', 'unlicensed', ['private-lending-2015 24.00']],
    ['2020-08-20', 'unlicensed', ['private-lending-2020 15.40']],
    ['2025-12-01', 'unlicensed', ['private-lending-2020 12.00']],
    ['2015-08-31', 'unlicensed', []],
    ['2025-11-30', 'micro-lender', ['court-reduction-2017 24.00']],
    ['2025-12-01', 'micro-lender', ['court-reduction-2017 24.00', 'micro-lender-cost-2025 24.00']],
    [
      '2028-01-01',
      'micro-lender',
      [
        'micro-lender-cost-2028 12.00',
        'court-reduction-2017 24.00',
        'micro-lender-cost-2025 24.00',
      ],
    ],
    ['2026-03-01', 'city-bank', ['court-reduction-2017 24.00']],
  ] as const)('%s, %s: %j', (on, lender, expected) => {
    expect(limits(on, lender)).toEqual(expected)
  })
})

const loanAt = (annualRate: number, upfront = 0, periods = 12) => {
  const terms = ScheduleTerms.parse({
    method: 'equal-instalment',
    principal: 100_000,
    annualRate,
    periods,
    disbursedOn: '2028-02-01',
    ...(upfront > 0 ? { fees: [{ at: 'disbursement', amount: upfront }] } : {}),
  })
  const schedule = buildSchedule(terms)
  const cost = loanCost(terms, schedule)
  if (cost === null) throw new Error('no cost')
  return {
    cost,
    signedOn: day('2028-02-01'),
    disbursedOn: terms.disbursedOn,
    lastDueOn: schedule.rows.at(-1)?.dueOn ?? terms.disbursedOn,
  }
}

describe('the cost of a loan', () => {
  it('is its rate where nothing else is paid', () => {
    const { simple, effective } = loanAt(12).cost
    expect([simple / 1e6, effective / 1e6].map((percent) => percent.toFixed(2))).toEqual([
      '12.00',
      '12.68',
    ])
  })

  it('counts fees, by days where the periods are uneven', () => {
    const terms = ScheduleTerms.parse({
      method: 'bullet',
      principal: 100_000,
      annualRate: 10,
      dayCount: 'act/365',
      disbursedOn: '2026-01-01',
      firstDueOn: '2027-01-01',
      fees: [{ at: 'disbursement', amount: 1000 }],
    })
    expect(loanCost(terms, buildSchedule(terms))?.effective).toBe(11_111_111)
  })

  it('is unknown where nothing that is lent comes to use', () => {
    const terms = ScheduleTerms.parse({
      method: 'bullet',
      principal: 100,
      annualRate: 10,
      disbursedOn: '2026-01-01',
      fees: [{ at: 'disbursement', amount: 100 }],
    })
    expect(loanCost(terms, buildSchedule(terms))).toBeNull()
  })
})

describe('a cap', () => {
  it.each([
    [12, 0, 'micro-lender', null],
    [12.02, 0, 'micro-lender', 'micro-lender-cost-2028'],
    [11, 2000, 'micro-lender', 'micro-lender-cost-2028'],
    [24, 0, 'city-bank', null],
    [24.02, 0, 'rural-credit-union', 'court-reduction-2017'],
  ] as const)('against %d %% with %d up front, %s: %s', (annualRate, upfront, lender, broken) => {
    const loan = { ...loanAt(annualRate, upfront), lender }
    expect(brokenCap(loan)?.id ?? null).toBe(broken)
    expect(capRefusal(loan)).toBe(broken === null ? null : 'above-rate-cap')
  })

  it('spares the shortest loans where the rule does', () => {
    const lender = 'micro-lender'
    expect(capRefusal({ ...loanAt(20, 0, 1), lender })).toBeNull()
    expect(capRefusal({ ...loanAt(20, 0, 2), lender })).toBe('above-rate-cap')
  })

  it('is nominal: its effective growth is no breach', () => {
    expect(loanAt(24).cost.effective).toBeGreaterThan(parseRate('26.8'))
    expect(capRefusal({ ...loanAt(24), lender: 'city-bank' })).toBeNull()
  })
})
