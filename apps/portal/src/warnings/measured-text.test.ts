import { describe, expect, it } from 'vitest'
import { measuredText } from './measured-text.ts'
import { warningWords } from './words.ts'

describe('a measured value', () => {
  const { units } = warningWords.zh
  it.each([
    [45, 'days', '45 天'],
    [3, 'count', '3 次'],
    [2, 'rank', '第 2 档'],
    [1, 'flag', '是'],
    [30_000_000, 'rate', '30.00%'],
    [33_333_333, 'rate', '33.33%'],
    [1_234_500_000, 'money', '1,234.50 万元'],
  ] as const)('%d of unit %s reads %s', (value, unit, text) => {
    expect(measuredText(value, unit, { units, amountUnit: 'wan', locale: 'zh' })).toBe(text)
  })
})
