import { describe, expect, it } from 'vitest'
import { enteredThreshold } from './entered-threshold.ts'

describe('the threshold of a covenant', () => {
  it.each([
    ['120', 'rate', 120_000_000],
    ['1.5', 'money', 1_500_000],
    ['90', 'days', 90],
    ['90.5', 'days', null],
    ['much', 'rate', null],
    ['', 'money', null],
  ] as const)('%j in %s is %j', (text, unit, value) => {
    expect(enteredThreshold(text, unit)).toBe(value)
  })
})
