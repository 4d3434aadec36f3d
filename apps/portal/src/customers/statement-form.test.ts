import { describe, expect, it } from 'vitest'
import { emptyLines, figuresOf, typedLines } from './statement-form.ts'

describe('a statement in its form', () => {
  it('reads amounts in ten thousand yuan, and nothing where nothing is typed', () => {
    const figures = figuresOf({ ...emptyLines(), revenue: '21,840.5', netProfit: '-180' })
    expect(figures?.revenue).toBe(21_840_500_000)
    expect(figures?.netProfit).toBe(-180_000_000)
    expect(figures?.totalAssets).toBeNull()
  })

  it('is not read while an amount makes no sense', () => {
    expect(figuresOf({ ...emptyLines(), revenue: 'much' })).toBeNull()
  })

  it('shows a kept statement as it would be typed', () => {
    const typed = { ...emptyLines(), revenue: '21840.5', netProfit: '-180', cash: '0' }
    const figures = figuresOf(typed)
    expect(figures && typedLines(figures)).toEqual(typed)
  })
})
