import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { formatRate } from '../rate.ts'
import { lprOn, lprQuotations, oneYearChanges } from './lpr.ts'

describe('the loan prime rate', () => {
  it.each([
    ['2019-08-19', null, null],
    ['2019-08-20', '4.25', '4.85'],
    ['2021-12-19', '3.85', '4.65'],
    ['2021-12-20', '3.80', '4.65'],
    ['2024-02-20', '3.45', '3.95'],
    ['2024-10-20', '3.35', '3.85'],
    ['2025-12-31', '3.00', '3.50'],
  ])('on %s is %s for one year and %s beyond five', (on, oneYear, fiveYears) => {
    const quotation = lprOn(day(on))
    expect(quotation && formatRate(quotation.oneYear)).toBe(oneYear)
    expect(quotation && formatRate(quotation.fiveYears)).toBe(fiveYears)
  })

  it('is listed oldest first, each entry a change', () => {
    for (const [index, { from, oneYear, fiveYears }] of lprQuotations.entries()) {
      const before = lprQuotations[index - 1]
      if (!before) continue
      expect(from > before.from).toBe(true)
      expect([oneYear, fiveYears]).not.toEqual([before.oneYear, before.fiveYears])
    }
  })

  it('changed for one year on these days, and not where only the longer rate did', () => {
    expect(oneYearChanges.map(({ on }) => on)).not.toContain('2024-02-20')
    expect(oneYearChanges.at(-1)).toMatchObject({ on: '2025-05-20' })
    expect(oneYearChanges.every(({ before, after }) => after < before)).toBe(true)
  })
})
