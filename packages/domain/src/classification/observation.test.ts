import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type Day, day } from '../calendar.ts'
import { classify } from './classify.ts'
import { defaultRules } from './default-rules.ts'
import { ClassificationFacts, Restructured } from './facts.ts'
import { observationEnd, observe } from './observation.ts'
import type { Tier } from './tiers.ts'

const terms = defaultRules.observation
const restructured = (told: Partial<z.input<typeof Restructured>> = {}) =>
  Restructured.parse({
    on: '2026-01-10',
    firstDueOn: '2026-02-20',
    interval: { months: 1 },
    ...told,
  })

describe('the observation of a restructured asset', () => {
  it.each<[string, number, string, string]>([
    ['2026-02-20', 1, '2027-02-20', '2027-02-20'],
    ['2026-06-30', 6, '2027-06-30', '2027-06-30'],
    ['2026-12-31', 12, '2028-12-31', '2027-12-31'],
    ['2026-03-31', 3, '2027-03-31', '2027-03-31'],
    ['2026-06-30', 7, '2027-08-30', '2027-06-30'],
  ])('that begins %s with instalments every %d months ends %s', (from, months, end, looser) => {
    expect(observationEnd(day(from), { months }, terms)).toBe(end)
    expect(observationEnd(day(from), { months }, { ...terms, periods: 1 })).toBe(looser)
  })

  it('lasts through its last day, and until somebody says the difficulty is over', () => {
    const over = restructured({ isDifficultyOver: true })
    expect(observe(over, terms, day('2027-02-20')).isOver).toBe(false)
    expect(observe(over, terms, day('2027-02-21')).isOver).toBe(true)
    expect(observe(restructured(), terms, day('2027-02-21'))).toMatchObject({
      isOver: false,
      end: '2027-02-20',
      restarts: 0,
    })
  })

  it('begins anew at its end while the difficulty lasts', () => {
    const lasting = restructured({ isDifficultyOver: false })
    expect(observe(lasting, terms, day('2027-02-21'))).toEqual({
      from: '2027-02-20',
      end: '2028-02-20',
      isOver: false,
      restarts: 1,
    })
    expect(observe(lasting, terms, day('2029-02-21')).restarts).toBe(3)
  })

  it('begins anew on the day of a miss inside it', () => {
    const missed = restructured({ missedOn: ['2026-08-20'], isDifficultyOver: true })
    expect(observe(missed, terms, day('2026-08-19')).end).toBe('2027-02-20')
    expect(observe(missed, terms, day('2026-08-20'))).toMatchObject({
      from: '2026-08-20',
      end: '2027-08-20',
      restarts: 1,
    })
    expect(observe(missed, terms, day('2027-08-21')).isOver).toBe(true)
  })

  it('is not touched by a miss after it was over', () => {
    const later = restructured({ missedOn: ['2027-03-20'], isDifficultyOver: true })
    expect(observe(later, terms, day('2027-04-01'))).toMatchObject({ isOver: true, restarts: 0 })
  })
})

describe('the tier of a restructured asset', () => {
  const tierOn = (on: Day, told = {}, more = {}) =>
    classify(
      ClassificationFacts.parse({ scope: 'non-retail', restructured: restructured(told), ...more }),
      defaultRules,
      on,
    )

  it.each<[string, string, object, object, Tier, string[]]>([
    ['before the adjustment', '2026-01-09', {}, {}, 'normal', []],
    ['from its day', '2026-01-10', {}, {}, 'special-mention', ['A21']],
    ['on the last day', '2027-02-20', { isDifficultyOver: true }, {}, 'special-mention', ['A21']],
    ['after a good end', '2027-02-21', { isDifficultyOver: true }, {}, 'normal', []],
    ['restructured again', '2026-05-01', { isAgain: true }, {}, 'substandard', ['A21', 'A22']],
    [
      'late inside it',
      '2026-05-01',
      {},
      { daysPastDue: 91 },
      'substandard',
      ['A10-1', 'A11-1', 'A21'],
    ],
    ['不良 before it', '2026-05-01', {}, { previous: 'doubtful' }, 'doubtful', ['A21']],
    [
      '不良 before it, through the gate',
      '2026-09-01',
      {},
      {
        previous: 'doubtful',
        recovery: { arrearsClearedOn: '2026-02-20', isAbleToPerform: true },
      },
      'special-mention',
      ['A21'],
    ],
  ])('%s', (_what, on, told, more, tier, rules) => {
    const result = tierOn(day(on), told, more)
    expect(result.tier).toBe(tier)
    expect(result.rulesHit.map(({ rule }) => rule)).toEqual(rules)
  })

  it('is looked at again on the day after the end', () => {
    expect(tierOn(day('2026-05-01')).nextBoundaryOn).toBe('2027-02-21')
  })
})
