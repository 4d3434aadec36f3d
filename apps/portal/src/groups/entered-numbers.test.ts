import { describe, expect, it } from 'vitest'
import { enteredPercent, enteredWan, enteredYuan } from './entered-numbers.ts'

describe('numbers as they are typed', () => {
  it.each([
    ['51.5', 51_500_000],
    [' 100 ', 100_000_000],
    ['0', 0],
    ['100.000001', null],
    ['-1', null],
    ['', null],
    ['half', null],
  ])('a share of %j is %s', (text, percent) => {
    expect(enteredPercent(text)).toBe(percent)
  })

  it.each([
    ['8000', 8_000_000_000],
    ['0.01', 10_000],
    ['0.000001', 1],
    ['1,200.5', 1_200_500_000],
    ['0', 0],
    ['-5', null],
    ['1.0000001', null],
    ['', null],
  ])('%j in 万元 is %s fen', (text, fen) => {
    expect(enteredWan(text)).toBe(fen)
  })

  it.each([
    ['1,000.50', 100_050],
    ['x', null],
  ])('%j in 元 is %s fen', (text, fen) => {
    expect(enteredYuan(text)).toBe(fen)
  })
})
