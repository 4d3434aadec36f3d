import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  addDays,
  addMonths,
  compareDays,
  Day,
  day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  daysEvery,
  daysInMonth,
  endOfMonth,
  isDay,
  isMonth,
  monthOf,
  startOfMonth,
  yearOf,
  dayInBeijing,
} from './calendar.ts'

const anyDay = fc.integer({ min: -200_000, max: 200_000 }).map(dayFromNumber)

describe('a day', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '', '0000-01-01'])(
    'is not %j',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(() => day(text)).toThrow(RangeError)
      expect(Day.safeParse(text).success).toBe(false)
    },
  )

  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('is %s', (text) => {
    expect(day(text)).toBe(text)
    expect(Day.parse(text)).toBe(text)
  })

  it('has no 29 February in 1900', () => {
    expect(isDay('1900-02-29')).toBe(false)
    expect(daysInMonth(1900, 2)).toBe(28)
  })
})

describe('counting days', () => {
  it('agrees with the calendar of the runtime', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        expect(dayNumber(on) * 86_400_000).toBe(Date.parse(`${on}T00:00:00Z`))
      }),
    )
  })

  it('undoes itself', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -9999, max: 9999 }), (on, days) => {
        expect(daysBetween(on, addDays(on, days))).toBe(days)
        expect(Math.sign(compareDays(addDays(on, days), on))).toBe(Math.sign(days))
      }),
    )
  })

  it('counts the first day and not the last', () => {
    expect(daysBetween(day('2024-01-15'), day('2024-04-15'))).toBe(91)
    expect(daysBetween(day('2024-01-15'), day('2024-01-15'))).toBe(0)
  })
})

describe('counting months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to)
  })

  it('returns to the agreed day after a shorter month', () => {
    expect(addMonths(day('2026-02-28'), 1, 31)).toBe('2026-03-31')
    expect(addMonths(day('2026-03-31'), 1, 31)).toBe('2026-04-30')
  })

  it('lists the days of a series', () => {
    const days = daysEvery(day('2026-01-31'), { months: 1, count: 4, dayOfMonth: 31 })
    expect(days).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
  })

  it('lists a series as month after month would, near and far', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(0, -8000, 66_000, 100_000)
          .chain((near) => fc.integer({ min: near - 3000, max: near + 3000 }).map(dayFromNumber)),
        fc.constantFrom(1, 3, 12),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 31 }),
        (first, months, count, dayOfMonth) => {
          const expected = Array.from({ length: count }, (_, index) =>
            index === 0 ? first : addMonths(first, index * months, dayOfMonth),
          )
          expect(daysEvery(first, { months, count, dayOfMonth })).toEqual(expected)
        },
      ),
    )
  })

  it.each([
    ['1949-12-31', 1, '1950-01-31'],
    ['1950-01-31', -1, '1949-12-31'],
    ['2149-11-30', 3, '2150-02-28'],
    ['0001-01-31', 1, '0001-02-28'],
    ['9999-11-30', 1, '9999-12-30'],
  ])('%s and %d months is %s, where no day is kept', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to)
  })

  it('ends with the year 9999', () => {
    expect(() => addMonths(day('9999-12-01'), 1)).toThrow(RangeError)
  })

  it('finds the month and its ends', () => {
    expect(monthOf(day('2024-02-10'))).toBe('2024-02')
    expect(startOfMonth(day('2024-02-10'))).toBe('2024-02-01')
    expect(endOfMonth(day('2024-02-10'))).toBe('2024-02-29')
    expect(yearOf(day('2024-02-10'))).toBe(2024)
    expect([isMonth('2024-12'), isMonth('2024-13')]).toEqual([true, false])
  })
})

describe('today in Beijing', () => {
  it.each([
    ['2026-10-14T15:59:59Z', '2026-10-14'],
    ['2026-10-14T16:00:00Z', '2026-10-15'],
    ['2026-12-31T16:00:00Z', '2027-01-01'],
  ])('%s → %s', (instant, today) => {
    expect(dayInBeijing(new Date(instant))).toBe(today)
  })
})
