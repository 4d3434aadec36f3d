import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Rounding } from './money.ts'
import {
  divideRounded,
  formatMoney,
  formatMoneyGrouped,
  Money,
  MoneyText,
  money,
  multiplyByRate,
  parseMoney,
  PositiveMoney,
  splitMoney,
  sumMoney,
  tryParseMoney,
  zero,
} from './money.ts'
import { parseRate } from './rate.ts'

describe('money', () => {
  it.each([
    ['1234.50', 123_450],
    ['0', 0],
    ['-0.05', -5],
    ['7.1', 710],
    ['-0', 0],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('reads %s as %d fen', (text, fen) => {
    expect(parseMoney(text)).toBe(fen)
  })

  it.each(['', '1,234.50', '1.234', '.5', '5.', '1e3', ' 1', '+1', '90071992547409.92', '一'])(
    'does not read %j',
    (text) => {
      expect(tryParseMoney(text)).toBeNull()
      expect(() => parseMoney(text)).toThrow(RangeError)
      expect(MoneyText.safeParse(text).success).toBe(false)
    },
  )

  it('comes back from its text unchanged', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (fen) => {
        expect(parseMoney(formatMoney(money(fen)))).toBe(money(fen))
      }),
    )
  })

  it.each([0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('is never %d', (fen) => {
    expect(() => money(fen)).toThrow(RangeError)
    expect(Money.safeParse(fen).success).toBe(false)
  })

  it.each([
    [0, '0.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [-123_456_789, '-1,234,567.89'],
  ])('writes %i fen with thousands apart: %s', (fen, text) => {
    expect(formatMoneyGrouped(money(fen))).toBe(text)
  })

  it('is above zero where a request says so', () => {
    expect(PositiveMoney.safeParse(1).success).toBe(true)
    expect(PositiveMoney.safeParse(0).success).toBe(false)
  })

  it('adds up, and refuses to leave the whole numbers', () => {
    expect(sumMoney([money(1), money(2), money(-5)])).toBe(-2)
    expect(sumMoney([])).toBe(zero)
    expect(() => sumMoney([money(Number.MAX_SAFE_INTEGER), money(1)])).toThrow(RangeError)
  })
})

describe('rounding', () => {
  it.each<[bigint, bigint, Rounding, bigint]>([
    [5n, 2n, 'half-up', 3n],
    [5n, 2n, 'half-even', 2n],
    [7n, 2n, 'half-even', 4n],
    [-5n, 2n, 'half-up', -3n],
    [-5n, 2n, 'half-even', -2n],
    [7n, 3n, 'half-up', 2n],
    [8n, 3n, 'half-even', 3n],
  ])('takes %d / %d %s to %d', (numerator, denominator, rounding, expected) => {
    expect(divideRounded(numerator, denominator, rounding)).toBe(expected)
  })

  it.each([
    [360, '44225.00'],
    [365, '43619.18'],
  ])('gives a leap year of interest over %d days as published', (denominator, expected) => {
    const interest = multiplyByRate(parseMoney('1000000'), parseRate('4.35'), {
      numerator: 366,
      denominator,
      rounding: 'half-up',
    })
    expect(formatMoney(interest)).toBe(expected)
  })

  it('multiplies beyond 2^53 without losing a fen', () => {
    const interest = multiplyByRate(money(9_000_000_000_000_001), parseRate('100'), {
      numerator: 1,
      denominator: 1,
      rounding: 'half-up',
    })
    expect(interest).toBe(9_000_000_000_000_001)
  })
})

describe('splitting money', () => {
  it('loses nothing and keeps the parts within a fen', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 400 }), (fen, n) => {
        const parts = splitMoney(money(fen), n)
        expect(parts).toHaveLength(n)
        expect(sumMoney(parts)).toBe(money(fen))
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('puts the larger parts first', () => {
    expect(splitMoney(money(100), 3)).toEqual([34, 33, 33])
    expect(() => splitMoney(money(1), 0)).toThrow(RangeError)
  })
})
