import { describe, expect, it } from 'vitest'
import { addDays, type Day, day } from '../calendar.ts'
import { tierAfterRepayment, tierAtClose, type TierState } from './tier-course.ts'
import type { Tier } from './tiers.ts'

const dueOn = day('2026-01-31')
const state = (tier: Tier, oldestUnpaidOn: Day | null = dueOn): TierState => ({
  tier,
  oldestUnpaidOn,
  otherFloor: 'normal',
  nextTierOn: null,
  defaultedOn: null,
})

describe('closing a day', () => {
  it.each<[Tier, number, Tier]>([
    ['normal', 0, 'normal'],
    ['normal', 1, 'special-mention'],
    ['special-mention', 90, 'special-mention'],
    ['special-mention', 91, 'substandard'],
    ['substandard', 270, 'substandard'],
    ['substandard', 271, 'doubtful'],
    ['doubtful', 361, 'loss'],
    ['normal', 400, 'loss'],
    ['loss', 1, 'loss'],
    ['special-mention', 0, 'special-mention'],
  ])('takes %s with %i days past due to %s', (tier, days, after) => {
    expect(tierAtClose(state(tier), addDays(dueOn, days)).tier).toBe(after)
  })

  it('marks the default on the first close past 90 days, and never moves it', () => {
    const before = tierAtClose(state('special-mention'), addDays(dueOn, 90))
    expect(before.defaultedOn).toBeNull()
    const at = tierAtClose(before, addDays(dueOn, 91))
    expect(at.defaultedOn).toBe(addDays(dueOn, 91))
    expect(tierAtClose(at, addDays(dueOn, 200)).defaultedOn).toBe(addDays(dueOn, 91))
  })

  it('names the next day on which days alone change the tier', () => {
    expect(tierAtClose(state('normal'), dueOn).nextTierOn).toBe(addDays(dueOn, 1))
    expect(tierAtClose(state('normal'), addDays(dueOn, 1)).nextTierOn).toBe(addDays(dueOn, 91))
    expect(tierAtClose(state('loss'), addDays(dueOn, 361)).nextTierOn).toBeNull()
  })
})

describe('taking a repayment', () => {
  it.each<[Tier, Day | null, Tier]>([
    ['special-mention', day('2026-03-31'), 'normal'],
    ['special-mention', null, 'normal'],
    ['substandard', day('2026-03-31'), 'substandard'],
    ['loss', null, 'loss'],
    ['normal', dueOn, 'normal'],
  ])('leaves %s, oldest unpaid now %s, at %s', (tier, oldestUnpaidOn, after) => {
    expect(tierAfterRepayment(state(tier, oldestUnpaidOn), day('2026-03-01')).tier).toBe(after)
  })

  it('has the close of its day look at the loan', () => {
    const on = addDays(dueOn, 40)
    expect(tierAfterRepayment(state('special-mention'), on).nextTierOn).toBe(on)
  })

  it('betters no tier above the floor of the other rules', () => {
    const held = { ...state('substandard', null), otherFloor: 'special-mention' as const }
    expect(tierAfterRepayment({ ...held, tier: 'special-mention' }, dueOn).tier).toBe(
      'special-mention',
    )
    expect(tierAtClose({ ...held, tier: 'normal' }, dueOn).tier).toBe('special-mention')
  })
})
