import { describe, expect, it } from 'vitest'
import { addDays, day, daysBetween } from '../calendar.ts'
import { bandOf, overdueBandIds, unpaidBetween } from './overdue-bands.ts'

const asOf = day('2026-10-15')

describe('the bands of days past due', () => {
  it.each([
    [0, null],
    [1, '1-30'],
    [30, '1-30'],
    [31, '31-60'],
    [90, '61-90'],
    [91, '91-180'],
    [270, '181-270'],
    [271, '271-360'],
    [360, '271-360'],
    [361, '361+'],
    [4000, '361+'],
  ])('put %i days into %s', (days, band) => {
    expect(bandOf(days)).toBe(band)
  })

  it('say the same of due days', () => {
    for (let days = 1; days < 500; days++) {
      const dueOn = addDays(asOf, -days)
      const holding = overdueBandIds.filter((band) => {
        const { since, until } = unpaidBetween(band, asOf)
        return dueOn <= until && (since === null || dueOn >= since)
      })
      expect(holding).toEqual([bandOf(daysBetween(dueOn, asOf))])
    }
  })
})
