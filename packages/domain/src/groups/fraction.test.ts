import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRate } from '../rate.ts'
import { everything, isAtLeast, nothing, plus, portion, toRate } from './fraction.ts'

describe('exact parts of a whole', () => {
  it('adds .60 × .50 and .10 to exactly 40 %', () => {
    const sum = plus(
      portion(portion(everything, parseRate('60')), parseRate('50')),
      portion(everything, parseRate('10')),
    )
    expect(toRate(sum)).toBe(parseRate('40'))
    expect(isAtLeast(sum, parseRate('40'))).toBe(true)
    expect(isAtLeast(sum, parseRate('40.000001'))).toBe(false)
  })

  it('adds parts of any bottom', () => {
    expect(plus({ top: 1n, bottom: 6n }, { top: 1n, bottom: 10n })).toEqual({
      top: 8n,
      bottom: 30n,
    })
    expect(plus({ top: 1n, bottom: 5n }, { top: 1n, bottom: 10n })).toEqual({
      top: 3n,
      bottom: 10n,
    })
    expect(plus(nothing, everything)).toEqual(everything)
  })

  it.each([
    [{ top: 1n, bottom: 3n }, 33_333_333],
    [{ top: 2n, bottom: 3n }, 66_666_667],
    [{ top: 1n, bottom: 200_000_000n }, 1],
    [{ top: 1n, bottom: 200_000_001n }, 0],
    [{ top: 10n, bottom: 1n }, 1_000_000_000],
    [{ top: 11n, bottom: 1n }, null],
  ])('rounds %o half up to %s', (share, rounded) => {
    expect(toRate(share)).toBe(rounded)
  })

  it('adds in any order to the same', () => {
    const part = fc.record({
      top: fc.bigInt({ min: 0n, max: 1000n }),
      bottom: fc.bigInt({ min: 1n, max: 1000n }),
    })
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const one = parts.reduce(plus, nothing)
        const other = parts.toReversed().reduce(plus, nothing)
        expect(one.top * other.bottom).toBe(other.top * one.bottom)
      }),
    )
  })
})
