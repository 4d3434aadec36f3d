import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { capitalBaseRefusal, NewCapitalBase } from './capital-base.ts'

const businessDay = day('2026-10-15')

describe('the day a capital base counts from', () => {
  it.each([
    ['2026-10-13', 'before-last-closed-day'],
    ['2026-10-14', null],
    ['2026-10-15', null],
    ['2027-10-15', null],
    ['2027-10-16', 'more-than-a-year-ahead'],
  ])('%s: %s', (from, refusal) => {
    expect(capitalBaseRefusal(day(from), businessDay)).toBe(refusal)
  })
})

describe('a capital base', () => {
  const base = { kind: 'net-capital', validFrom: '2026-10-15', amount: 1, source: '资本充足率表' }

  it.each([
    [{}, true],
    [{ amount: 0 }, false],
    [{ amount: 0.5 }, false],
    [{ source: ' 表 ' }, false],
    [{ kind: 'capital' }, false],
    [{ validFrom: '2026-02-30' }, false],
  ])('with %j is valid: %s', (change, isValid) => {
    expect(NewCapitalBase.safeParse({ ...base, ...change }).success).toBe(isValid)
  })
})
