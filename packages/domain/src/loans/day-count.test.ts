import { describe, expect, it } from 'vitest'

import { day } from '../calendar.ts'
import { formatMoney, multiplyByRate, parseMoney } from '../money.ts'
import { parseRate } from '../rate.ts'
import type { DayCount } from './day-count.ts'
import { yearFraction } from './day-count.ts'

describe('the part of a year', () => {
  it.each<[DayCount, number]>([
    ['30/360', 0.58055556],
    ['act/act', 0.57650273],
    ['act/360', 0.58611111],
    ['act/365', 0.57808219],
  ])('by %s from 2012-01-01 to 2012-07-30 is %d', (dayCount, expected) => {
    const { numerator, denominator } = yearFraction(dayCount, day('2012-01-01'), day('2012-07-30'))
    expect(numerator / denominator).toBeCloseTo(expected, 8)
  })

  it.each<[DayCount, string]>([
    ['act/360', '1099.58'],
    ['act/365', '1084.52'],
    ['30/360', '1087.50'],
  ])('by %s gives a quarter of interest as %s', (dayCount, expected) => {
    const fraction = yearFraction(dayCount, day('2024-01-15'), day('2024-04-15'))
    const interest = multiplyByRate(parseMoney('100000'), parseRate('4.35'), {
      ...fraction,
      rounding: 'half-up',
    })
    expect(formatMoney(interest)).toBe(expected)
  })

  it('splits at the end of a year under act/act', () => {
    const { numerator, denominator } = yearFraction('act/act', day('2023-12-12'), day('2024-01-12'))
    expect((numerator / denominator) * 0.094822).toBeCloseTo(0.008044857759, 12)
    expect(numerator / denominator).toBeCloseTo(19 / 365 + 12 / 366, 12)
  })

  it('gives a common and a leap year one year each under act/act', () => {
    const { numerator, denominator } = yearFraction('act/act', day('2022-12-31'), day('2024-12-31'))
    expect(numerator).toBe(2 * denominator)
  })

  it.each([
    ['2026-01-31', '2026-02-28', 28],
    ['2026-01-30', '2026-03-31', 60],
    ['2026-02-28', '2026-03-31', 33],
  ])('takes the 31st as the 30th from %s to %s', (from, to, days) => {
    expect(yearFraction('30/360', day(from), day(to)).numerator).toBe(days)
  })

  it('does not run backwards', () => {
    expect(() => yearFraction('act/365', day('2026-02-01'), day('2026-01-01'))).toThrow(RangeError)
  })
})
