import { describe, expect, it } from 'vitest'
import { changeText, figureText } from './figure-text.ts'

describe('a figure on screen', () => {
  it.each([
    [{ unit: 'money', value: 123_456_789_012 } as const, '123,456.79'],
    [{ unit: 'money', value: 0 } as const, '0.00'],
    [{ unit: 'money', value: -1_000_000 } as const, '−1.00'],
    [{ unit: 'count', value: 30_118 } as const, '30,118'],
    [{ unit: 'percent', value: 1050 } as const, '10.50'],
    [{ unit: 'rate', value: null } as const, '–'],
  ])('%j reads %s', (cell, text) => {
    expect(figureText(cell)).toBe(text)
  })

  it.each([
    [1_000_000, 3_500_000, '▲ 2.50'],
    [3_500_000, 1_000_000, '▼ 2.50'],
    [1, 1, null],
    [null, 1, null],
    [1, null, null],
  ])('from %j to %j changed by %j', (before, after, text) => {
    expect(changeText('money', before, after)).toBe(text)
  })
})
