import { describe, expect, it } from 'vitest'
import { typedAmount } from './amount-text.ts'

describe('an amount as it is typed', () => {
  it.each([
    ['1200', 120_000],
    ['1,200.5', 120_050],
    ['1，200 .50', 120_050],
  ])('%s is %i fen', (text, fen) => {
    expect(typedAmount(text)).toBe(fen)
  })

  it.each(['', '0', '-1', '1.234', 'abc'])('"%s" is none', (text) => {
    expect(typedAmount(text)).toBeNull()
  })
})
