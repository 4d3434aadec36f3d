import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { formatRate, parseRate } from '../rate.ts'
import { lprPlus, RatePlan, rateUnder, resetDaysOf, spreadOf } from './rate-plan.ts'

const floating = (resets: 'none' | 'january' | 'anniversary' | 'quarter'): RatePlan => ({
  kind: 'lpr',
  tenor: '1y',
  spreadBp: 85,
  resets,
})

describe('the rate of a plan', () => {
  it.each([
    ['1y', 85, '2026-10-15', '3.85'],
    ['5y', -30, '2026-10-15', '3.20'],
    ['1y', 0, '2025-05-19', '3.10'],
    ['1y', 0, '2025-05-20', '3.00'],
    ['5y', 100, '2024-02-19', '5.20'],
    ['5y', 100, '2024-02-20', '4.95'],
  ] as const)('%s with %d points on %s is %s', (tenor, spreadBp, on, expected) => {
    expect(formatRate(lprPlus(tenor, spreadBp, day(on)) ?? parseRate('0'))).toBe(expected)
  })

  it('is not known before the first quotation, nor below zero', () => {
    expect(rateUnder(floating('none'), day('2019-08-19'))).toBeNull()
    expect(rateUnder(floating('none'), day('2019-08-20'))).toBe(parseRate('5.1'))
    expect(lprPlus('1y', -301, day('2026-01-01'))).toBeNull()
    expect(lprPlus('1y', -300, day('2026-01-01'))).toBe(0)
  })

  it('is left to the contract when it is fixed', () => {
    expect(rateUnder({ kind: 'fixed' }, day('2026-01-01'))).toBeNull()
  })

  it('says the spread of a rate in whole basis points only', () => {
    expect(spreadOf(parseRate('3.85'), '1y', day('2026-10-15'))).toBe(85)
    expect(spreadOf(parseRate('2.9'), '1y', day('2026-10-15'))).toBe(-10)
    expect(spreadOf(parseRate('3.855'), '1y', day('2026-10-15'))).toBeNull()
    expect(spreadOf(parseRate('3.85'), '1y', day('2018-10-15'))).toBeNull()
  })
})

describe('the days a rate is reset', () => {
  it('are none where the plan is fixed or never reset', () => {
    expect(resetDaysOf({ kind: 'fixed' }, day('2024-02-29'), day('2030-01-01'))).toEqual([])
    expect(resetDaysOf(floating('none'), day('2024-02-29'), day('2030-01-01'))).toEqual([])
  })

  it.each([
    ['january', '2024-02-29', '2027-01-01', ['2025-01-01', '2026-01-01']],
    ['january', '2024-12-31', '2025-01-01', []],
    ['january', '2024-12-31', '2025-01-02', ['2025-01-01']],
    ['january', '2025-01-01', '2026-02-01', ['2026-01-01']],
    [
      'anniversary',
      '2024-02-29',
      '2028-03-01',
      ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
    ],
    ['anniversary', '2024-05-31', '2025-05-31', []],
    ['quarter', '2026-02-14', '2026-10-02', ['2026-04-01', '2026-07-01', '2026-10-01']],
    ['quarter', '2026-04-01', '2026-07-02', ['2026-07-01']],
    ['quarter', '2026-11-30', '2027-01-02', ['2027-01-01']],
  ] as const)('by %s for a loan from %s to %s are %j', (resets, from, to, expected) => {
    expect(resetDaysOf(floating(resets), day(from), day(to))).toEqual(expected)
  })
})

describe('a plan as it travels', () => {
  it('refuses half points, unknown tenors and words it does not know', () => {
    expect(RatePlan.safeParse(floating('quarter')).success).toBe(true)
    expect(RatePlan.safeParse({ ...floating('quarter'), spreadBp: 0.5 }).success).toBe(false)
    expect(RatePlan.safeParse({ ...floating('quarter'), tenor: '10y' }).success).toBe(false)
    expect(RatePlan.safeParse({ kind: 'fixed', spreadBp: 1 }).success).toBe(false)
  })
})
