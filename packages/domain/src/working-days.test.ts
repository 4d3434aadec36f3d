import { describe, expect, it } from 'vitest'

import { addDays, day } from './calendar.ts'
import { adjusted, isWeekday } from './working-days.ts'

describe('weekdays', () => {
  it.each(['2026-11-22', '1969-12-28', '2024-02-25'])(
    'leave out the Sunday %s and its Saturday',
    (on) => {
      const sunday = day(on)
      const week = Array.from({ length: 7 }, (_, index) => isWeekday(addDays(sunday, index)))
      expect(week).toEqual([false, true, true, true, true, true, false])
    },
  )
})

describe('a due day on a closed day', () => {
  it.each([
    ['2026-10-31', 'none', '2026-10-31'],
    ['2026-10-31', 'next', '2026-11-02'],
    ['2026-10-31', 'previous', '2026-10-30'],
    ['2026-10-31', 'modified-next', '2026-10-30'],
    ['2026-11-01', 'modified-next', '2026-11-02'],
    ['2026-11-03', 'next', '2026-11-03'],
    ['2026-11-03', 'previous', '2026-11-03'],
  ] as const)('%s goes %s: %s', (on, rule, expected) => {
    expect(adjusted(day(on), rule, isWeekday)).toBe(expected)
  })

  it('cannot move in a calendar without working days', () => {
    expect(() => adjusted(day('2026-11-01'), 'next', () => false)).toThrow(RangeError)
  })
})
