import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  formatCount,
  formatFullAmount,
  formatPercent,
  formatRate,
} from './amounts.ts'

describe('writing an amount', () => {
  it.each([
    { fen: 123_456_789, unit: 'yuan', digits: 2, text: '1,234,567.89' },
    { fen: 123_456_789, unit: 'wan', digits: 2, text: '123.46' },
    { fen: 348_600_000_000, unit: 'wan', digits: 0, text: '348,600' },
    { fen: 1_824_022_000_000, unit: 'yi', digits: 2, text: '182.40' },
    { fen: -50_000, unit: 'yuan', digits: 2, text: '−500.00' },
    { fen: 4_999, unit: 'wan', digits: 2, text: '<0.01' },
    { fen: 5_000, unit: 'wan', digits: 2, text: '0.01' },
    { fen: -1, unit: 'wan', digits: 0, text: '−<1' },
    { fen: 1_500_000, unit: 'wan', digits: 0, text: '2' },
    { fen: Number.MAX_SAFE_INTEGER, unit: 'yuan', digits: 2, text: '90,071,992,547,409.91' },
    { fen: 0, unit: 'yuan', digits: 2, text: '–' },
    { fen: null, unit: 'yuan', digits: 2, text: '–' },
  ] as const)(
    'writes $fen fen in $unit with $digits decimals as $text',
    ({ fen, unit, digits, text }) => {
      expect(formatAmount(fen, unit, digits)).toBe(text)
    },
  )

  it('writes the full figure to the fen', () => {
    expect(formatFullAmount(123_456_789)).toBe('¥1,234,567.89')
    expect(formatFullAmount(-5)).toBe('−¥0.05')
    expect(formatFullAmount(0)).toBe('¥0.00')
  })
})

describe('writing shares and rates', () => {
  it.each([
    [0.642, 1, '64.2%'],
    [-0.021, 1, '−2.1%'],
    [0, 2, '0.00%'],
    [-0.00001, 1, '0.0%'],
    [null, 1, '–'],
    [Number.NaN, 1, '–'],
  ])('writes the share %s with %s decimals as %s', (share, digits, text) => {
    expect(formatPercent(share, digits)).toBe(text)
  })

  it.each([
    [4_350_000, '4.35%'],
    [4_200_000, '4.20%'],
    [3_456_700, '3.4567%'],
    [-100_000, '−0.10%'],
    [0, '0.00%'],
    [undefined, '–'],
  ])('writes the rate %s as %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text)
  })

  it('groups counts and keeps zero', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
    expect(formatCount(0)).toBe('0')
    expect(formatCount(null)).toBe('–')
  })
})
