import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { money } from './money.ts'
import { formatRate, parseRate, Rate, rate, RateText, shareOf, tryParseRate } from './rate.ts'

describe('a rate', () => {
  it.each([
    ['4.35', 4_350_000, '4.35'],
    ['4.9', 4_900_000, '4.90'],
    ['0', 0, '0.00'],
    ['9.4822', 9_482_200, '9.4822'],
    ['0.000001', 1, '0.000001'],
    ['1000', 1_000_000_000, '1000.00'],
  ])('reads %s percent as %d millionths and writes %s', (text, millionths, written) => {
    expect(parseRate(text)).toBe(millionths)
    expect(formatRate(parseRate(text))).toBe(written)
  })

  it.each(['', '-1', '4.35%', '4.1234567', '1000.000001', '1e1'])('does not read %j', (text) => {
    expect(tryParseRate(text)).toBeNull()
    expect(() => parseRate(text)).toThrow(RangeError)
    expect(RateText.safeParse(text).success).toBe(false)
  })

  it('comes back from its text unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (millionths) => {
        expect(parseRate(formatRate(rate(millionths)))).toBe(millionths)
      }),
    )
  })

  it('refuses parts of a millionth', () => {
    expect(() => rate(0.5)).toThrow(RangeError)
    expect(Rate.safeParse(-1).success).toBe(false)
    expect(Rate.safeParse(4_350_000).success).toBe(true)
  })
})

describe('a share of a whole', () => {
  it.each([
    [1, 3, 33_333_333],
    [2, 3, 66_666_667],
    [1, 8, 12_500_000],
    [0, 5, 0],
    [50, 5, 1_000_000_000],
    [51, 5, null],
    [1, 0, null],
    [1, null, null],
    [-1, 5, null],
  ])('of %s in %s is %s millionths of a percent', (amount, whole, share) => {
    expect(shareOf(money(amount), whole === null ? null : money(whole))).toBe(share)
  })
})
