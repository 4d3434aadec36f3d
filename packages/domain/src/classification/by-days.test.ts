import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addDays, day } from '../calendar.ts'
import { daysPastDue } from '../loans/days-past-due.ts'
import { classifyByDays, dayFloors, nextBoundaryOn } from './by-days.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming, tiers, worseTier } from './tiers.ts'

describe('classifying by days', () => {
  it.each<[number, Tier]>([
    [0, 'normal'],
    [1, 'special-mention'],
    [90, 'special-mention'],
    [91, 'substandard'],
    [270, 'substandard'],
    [271, 'doubtful'],
    [360, 'doubtful'],
    [361, 'loss'],
    [4000, 'loss'],
  ])('%d days past due is %s', (days, tier) => {
    expect(classifyByDays({ daysPastDue: days, previous: null })).toMatchObject({
      tier,
      isHeld: false,
    })
  })

  it('names the article of every floor reached', () => {
    expect(classifyByDays({ daysPastDue: 271, previous: null }).articles).toEqual([
      '第十条（一）',
      '第十一条（一）',
      '第十二条',
    ])
    expect(classifyByDays({ daysPastDue: 0, previous: null }).articles).toEqual([])
  })

  it.each<[Tier, number, Tier, boolean]>([
    ['substandard', 0, 'substandard', true],
    ['loss', 90, 'loss', true],
    ['loss', 100, 'substandard', false],
    ['special-mention', 0, 'normal', false],
    ['substandard', 400, 'loss', false],
  ])('from %s with %d days past due goes to %s', (previous, days, tier, isHeld) => {
    expect(classifyByDays({ daysPastDue: days, previous })).toMatchObject({ tier, isHeld })
  })

  it('never leads out of 不良', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.constantFrom(...tiers), (days, previous) => {
        const { tier } = classifyByDays({ daysPastDue: days, previous })
        expect(isNonPerforming(tier)).toBe(isNonPerforming(previous) || days > 90)
      }),
    )
  })
})

describe('the next boundary', () => {
  it.each([
    ['2026-01-01', '2026-01-01', '2026-01-02'],
    ['2026-01-01', '2026-01-02', '2026-04-02'],
    ['2026-01-01', '2026-04-01', '2026-04-02'],
    ['2026-01-01', '2026-04-02', '2026-09-29'],
    ['2026-03-01', '2026-01-15', '2026-03-02'],
  ])('of a debt due %s stands on %s at %s', (oldest, asOf, next) => {
    expect(nextBoundaryOn(day(oldest), day(asOf))).toBe(next)
  })

  it('is none for a paid loan and in the last tier', () => {
    expect(nextBoundaryOn(null, day('2026-01-01'))).toBeNull()
    expect(nextBoundaryOn(day('2025-01-01'), addDays(day('2025-01-01'), 361))).toBeNull()
  })

  it('is the first day on which the tier changes', () => {
    const oldest = day('2025-01-01')
    fc.assert(
      fc.property(fc.nat(360), (days) => {
        const asOf = addDays(oldest, days)
        const next = nextBoundaryOn(oldest, asOf)
        const tierOn = (on: typeof asOf) =>
          classifyByDays({ daysPastDue: daysPastDue(oldest, on), previous: null }).tier
        expect(next).not.toBeNull()
        if (next === null) return
        expect(tierOn(next)).not.toBe(tierOn(asOf))
        expect(tierOn(addDays(next, -1))).toBe(tierOn(asOf))
      }),
    )
  })
})

describe('tiers', () => {
  it('run from best to worst', () => {
    expect(tiers.map(isNonPerforming)).toEqual([false, false, true, true, true])
    expect(worseTier('doubtful', 'normal')).toBe('doubtful')
    expect(dayFloors.map(({ tier }) => tier)).toEqual(tiers.slice(1))
  })
})
