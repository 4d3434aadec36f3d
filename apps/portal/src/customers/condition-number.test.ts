import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber, writeNumber } from './condition-number.ts'

describe('a number in a condition', () => {
  it.each([
    ['500', 'wan', 500_000_000],
    ['0.5', 'yi', 5_000_000_000],
    ['1,234.56', 'yuan', 123_456],
    ['30', null, 30],
    ['1.5', null, null],
    ['0.001', 'yuan', null],
    ['-1', 'yuan', null],
    ['', 'wan', null],
    ['999999999999', 'yi', null],
  ] as const)('%s in %s is %s', (text, unit, value) => {
    expect(readNumber(text, unit)).toBe(value)
  })

  it('is written as it is read', () => {
    const unit = fc.constantFrom('yuan' as const, 'wan' as const, 'yi' as const)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), unit, (fen, of) => {
        expect(readNumber(writeNumber(fen, of), of)).toBe(fen)
      }),
    )
  })

  it.each([
    [100, 'yuan', '1'],
    [5, null, '5'],
    [0, 'wan', '0'],
    [1_000, null, '1000'],
  ] as const)('reads well: %s in %s as %s', (fen, unit, text) => {
    expect(writeNumber(fen, unit)).toBe(text)
  })
})
