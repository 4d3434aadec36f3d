import { describe, expect, it } from 'vitest'
import { ratioText, type RatioName } from './ratio-text.ts'
import { statementWords } from './statement-words.ts'

describe('a ratio in words', () => {
  it.each<[RatioName, number | null, string]>([
    ['currentRatio', 150_000_000, '1.50 倍'],
    ['debtToAssets', 61_234_567, '61.23%'],
    ['profitGrowth', -5_000_000, '−5.00%'],
    ['receivableDays', 74, '74 天'],
    ['interestCover', null, '–'],
  ])('%s of %s reads %s', (name, value, text) => {
    expect(ratioText(name, value, statementWords.zh)).toBe(text)
  })

  it('has a name for each in both languages', () => {
    expect(Object.keys(statementWords.en.ratioNames)).toEqual(
      Object.keys(statementWords.zh.ratioNames),
    )
  })
})
