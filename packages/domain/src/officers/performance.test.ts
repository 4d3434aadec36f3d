import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { money } from '../money.ts'
import {
  approvalRate,
  cohortIsMature,
  countDefaults,
  cycleDays,
  isDefault,
  median,
  percentile,
  wilsonInterval,
} from './performance.ts'

describe('the interval of a share', () => {
  it.each([
    [8, 200, 0.0204, 0.0769],
    [0, 30, 0, 0.1135],
    [30, 30, 0.8865, 1],
    [5, 10, 0.2366, 0.7634],
  ])('%d of %d lies between %d and %d', (bad, n, low, high) => {
    const interval = wilsonInterval(bad, n)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('holds the share itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (n, some) => {
        const bad = Math.min(n, some)
        const interval = wilsonInterval(bad, n)
        expect(interval?.low).toBeLessThanOrEqual(bad / n)
        expect(interval?.high).toBeGreaterThanOrEqual(bad / n)
      }),
    )
  })

  it('is none for no cases and never for more bad than cases', () => {
    expect(wilsonInterval(0, 0)).toBeNull()
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
  })
})

describe('percentiles', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2.5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.1],
    [[7], 0.9, 7],
    [[10, 9, 2], 0, 2],
    [[10, 9, 2], 1, 10],
  ])('of %j at %d is %d', (numbers, share, expected) => {
    expect(percentile(numbers, share)).toBeCloseTo(expected, 12)
  })

  it('are none of nothing', () => {
    expect(median([])).toBeNull()
    expect(() => percentile([1], 1.1)).toThrow(RangeError)
  })
})

describe('default', () => {
  it.each([
    [null, false],
    ['2025-09-01', true],
    ['2026-01-31', true],
    ['2026-02-01', false],
  ])('first over 90 days on %s is %s', (first, expected) => {
    const firstOver90On = first === null ? null : day(first)
    expect(isDefault({ disbursedOn: day('2025-01-31'), firstOver90On })).toBe(expected)
  })

  it('is counted by number and by what was disbursed', () => {
    const lent = { disbursedOn: day('2025-01-10'), amount: money(100), firstOver90On: null }
    const gone = { ...lent, amount: money(300), firstOver90On: day('2025-07-01') }

    expect(countDefaults([lent, gone, lent])).toMatchObject({
      loans: 3,
      bad: 1,
      amount: 500,
      badAmount: 300,
    })
    expect(countDefaults([]).interval).toBeNull()
  })

  it.each([
    ['2025-01', '2026-01-30', false],
    ['2025-01', '2026-01-31', true],
    ['2023-02', '2024-02-28', false],
    ['2023-02', '2024-02-29', true],
  ])('of the cohort %s on %s is mature: %s', (month, asOf, mature) => {
    expect(cohortIsMature(month, day(asOf))).toBe(mature)
  })

  it.each([
    ['2026-09', '2026-09-29', 0, false],
    ['2026-09', '2026-09-30', 0, true],
    ['2026-01', '2026-04-29', 3, false],
    ['2026-01', '2026-04-30', 3, true],
  ])('of the cohort %s has on %s been %i months on book: %s', (month, asOf, months, mature) => {
    expect(cohortIsMature(month, day(asOf), months)).toBe(mature)
  })
})

describe('approvals', () => {
  it('are a share of what was decided', () => {
    expect(approvalRate({ approved: 3, declined: 1 })).toBe(0.75)
    expect(approvalRate({ approved: 0, declined: 0 })).toBeNull()
  })

  it('take the days between submission and decision', () => {
    expect(cycleDays(day('2026-02-27'), day('2026-03-02'))).toBe(3)
  })
})
