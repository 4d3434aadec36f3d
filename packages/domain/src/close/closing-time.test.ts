import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { closableThrough, nextClosing } from './closing-time.ts'

describe('a close at a time of day', () => {
  it.each([
    ['23:30', '2026-10-15', '23:29', '2026-10-14'],
    ['23:30', '2026-10-15', '23:30', '2026-10-15'],
    ['23:30', '2026-10-16', '00:10', '2026-10-15'],
    ['12:00', '2026-10-15', '12:00', '2026-10-15'],
    ['11:59', '2026-10-15', '12:00', '2026-10-14'],
    ['01:00', '2026-10-16', '00:59', '2026-10-14'],
    ['01:00', '2026-10-16', '01:00', '2026-10-15'],
    ['01:00', '2026-10-15', '23:59', '2026-10-14'],
    ['00:00', '2026-03-01', '00:00', '2026-02-28'],
  ])('at %s takes in, on %s at %s, the days through %s', (closesAt, on, time, through) => {
    expect(closableThrough(closesAt, { on: day(on), time })).toBe(through)
  })

  it.each([
    ['23:30', '2026-10-15', '23:29', '2026-10-15'],
    ['23:30', '2026-10-15', '23:30', '2026-10-16'],
    ['01:00', '2026-12-31', '08:00', '2027-01-01'],
  ])('at %s comes next, seen from %s %s, on %s', (closesAt, on, time, next) => {
    expect(nextClosing(closesAt, { on: day(on), time })).toEqual({ on: next, time: closesAt })
  })
})
