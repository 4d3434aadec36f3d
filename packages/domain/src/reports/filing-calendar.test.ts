import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { filingsOf } from './filing-calendar.ts'

const since = day('2020-01-01')

describe('the filing calendar', () => {
  it.each([
    ['2026-10-01', '2026-09-30', '2026-10-18'],
    ['2026-09-30', '2026-06-30', '2026-07-18'],
    ['2026-12-31', '2026-09-30', '2026-10-18'],
    ['2027-01-01', '2026-12-31', '2027-01-18'],
  ])('of a bank on %s begins with %s, due on %s', (on, asOf, dueOn) => {
    expect(filingsOf('city-bank', { on: day(on), since, count: 1 })).toEqual([
      { code: 'asset-quality', asOf, dueOn },
      { code: 'migration', asOf, dueOn },
    ])
  })

  it('goes back quarter by quarter, but not before the first loan', () => {
    const ends = (first: string) =>
      filingsOf('city-bank', { on: day('2026-10-15'), since: day(first), count: 4 })
        .filter(({ code }) => code === 'migration')
        .map(({ asOf }) => asOf)
    expect(ends('2020-01-01')).toEqual(['2026-09-30', '2026-06-30', '2026-03-31', '2025-12-31'])
    expect(ends('2026-06-30')).toEqual(['2026-09-30', '2026-06-30'])
    expect(ends('2026-07-01')).toEqual(['2026-09-30'])
  })

  it('of a micro-lender leaves the day to its bureau', () => {
    expect(filingsOf('micro-lender', { on: day('2026-10-15'), since, count: 1 })).toEqual([
      { code: 'micro-lender-pack', asOf: '2026-09-30', dueOn: null },
    ])
  })

  it('is empty before the first loan', () => {
    expect(filingsOf('city-bank', { on: day('2026-10-15'), since: null, count: 4 })).toEqual([])
  })
})
