import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { customerLimitRefusal, isRaise, type LimitTerms } from './customer-limit.ts'

const businessDay = day('2026-10-15')
const present: LimitTerms = {
  amount: money(100),
  isRevolving: false,
  validFrom: day('2026-01-01'),
  validTo: day('2026-12-31'),
}
const next: LimitTerms = { ...present, amount: money(90), validFrom: businessDay }

describe('a limit of one customer', () => {
  it.each<[Partial<LimitTerms>, boolean]>([
    [{}, false],
    [{ amount: money(100) }, false],
    [{ amount: money(101) }, true],
    [{ validTo: day('2027-01-01') }, true],
    [{ validTo: null }, true],
    [{ validTo: day('2026-11-30') }, false],
    [{ isRevolving: true }, true],
  ])('changed by %j is a raise: %s', (change, expected) => {
    expect(isRaise({ ...next, ...change }, present)).toBe(expected)
  })

  it('is a raise when it is the first', () => {
    expect(isRaise({ ...next, amount: money(0) }, null)).toBe(true)
  })

  it.each<[Partial<LimitTerms>, string | null]>([
    [{}, null],
    [{ validFrom: day('2026-10-14') }, 'limit-starts-in-the-past'],
    [{ validTo: day('2026-10-14') }, 'limit-ends-before-it-starts'],
    [{ amount: money(100) }, 'limit-is-unchanged'],
  ])('with %j is refused: %s', (change, reason) => {
    const asked = { ...next, ...change }
    expect(customerLimitRefusal(asked, present, { businessDay, isWaiting: false })).toBe(reason)
  })

  it('is not raised while a raise waits already, and may be cut all the same', () => {
    const waiting = { businessDay, isWaiting: true }
    const raise = { ...next, amount: money(101) }
    expect(customerLimitRefusal(raise, present, waiting)).toBe('limit-is-waiting')
    expect(customerLimitRefusal(next, present, waiting)).toBeNull()
  })
})
