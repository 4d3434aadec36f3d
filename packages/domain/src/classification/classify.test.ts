import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { addDays, day } from '../calendar.ts'
import { classify, manualRefusal } from './classify.ts'
import { defaultRules, smallEnterpriseMatrix } from './default-rules.ts'
import { ClassificationFacts, scopes } from './facts.ts'
import { ClassificationRules } from './rules.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming, tiers } from './tiers.ts'

type Told = Partial<z.input<typeof ClassificationFacts>>

const on = day('2026-10-15')
const facts = (told: Told = {}) => ClassificationFacts.parse({ scope: 'non-retail', ...told })
const tierOf = (told: Told) => classify(facts(told), defaultRules, on).tier
const rulesOf = (told: Told) =>
  classify(facts(told), defaultRules, on).rulesHit.map(({ rule }) => rule)
const of = (part: number, whole: number) => ({ part, whole })

describe('the floors of the measures of 2023', () => {
  it.each<[string, Told, Tier, string[]]>([
    ['a clean claim', {}, 'normal', []],
    [
      'five days by an operational error',
      { daysPastDue: 5, isTechnicalOverdue: true },
      'normal',
      [],
    ],
    ['five days', { daysPastDue: 5 }, 'special-mention', ['A10-1']],
    ['seven technical days', { daysPastDue: 7, isTechnicalOverdue: true }, 'normal', []],
    [
      'eight technical days',
      { daysPastDue: 8, isTechnicalOverdue: true },
      'special-mention',
      ['A10-1'],
    ],
    ['90 days', { daysPastDue: 90 }, 'special-mention', ['A10-1']],
    [
      '91 days, pledged',
      { daysPastDue: 91, guarantee: 'pledge' },
      'substandard',
      ['A10-1', 'A11-1'],
    ],
    ['270 days', { daysPastDue: 270 }, 'substandard', ['A10-1', 'A11-1']],
    ['271 days', { daysPastDue: 271 }, 'doubtful', ['A10-1', 'A11-1', 'A12-1']],
    ['360 days', { daysPastDue: 360 }, 'doubtful', ['A10-1', 'A11-1', 'A12-1']],
    ['361 days', { daysPastDue: 361 }, 'loss', ['A10-1', 'A11-1', 'A12-1', 'A13-1']],
    ['a changed use', { isUseChanged: true }, 'special-mention', ['A10-2']],
    ['借新还旧', { refinancing: 'new-for-old' }, 'special-mention', ['A10-3']],
    ['other new debt', { refinancing: 'other-debt' }, 'special-mention', ['A10-3']],
    ['a bond', { refinancing: 'bond' }, 'normal', []],
    [
      'a compliant renewal of a small debtor',
      { scope: 'small-micro', refinancing: 'renewal' },
      'normal',
      [],
    ],
    ['a renewal of a large debtor', { refinancing: 'renewal' }, 'special-mention', ['A10-3']],
    [
      'a renewal of a small debtor classed as a company',
      { refinancing: 'renewal', isSmallMicro: true },
      'normal',
      [],
    ],
    [
      'impaired with 49.99 % of loss',
      { isCreditImpaired: true, expectedLoss: of(4999, 10_000) },
      'substandard',
      ['A11-2'],
    ],
    [
      'impaired with 50 % of loss',
      { isCreditImpaired: true, expectedLoss: of(5000, 10_000) },
      'doubtful',
      ['A11-2', 'A12-3'],
    ],
    [
      'impaired with 89.99 % of loss',
      { isCreditImpaired: true, expectedLoss: of(8999, 10_000) },
      'doubtful',
      ['A11-2', 'A12-3'],
    ],
    [
      'impaired with 90 % of loss',
      { isCreditImpaired: true, expectedLoss: of(9000, 10_000) },
      'loss',
      ['A11-2', 'A12-3', 'A13-3'],
    ],
    ['60 % of loss and not impaired', { expectedLoss: of(60, 100) }, 'normal', []],
    [
      '10.00 % of the debtor non-performing here',
      { debtor: { ownNonPerforming: of(100, 1000) } },
      'special-mention',
      ['A10-4'],
    ],
    [
      'a fen above 10 % non-performing here',
      { debtor: { ownNonPerforming: of(100_01, 1000_00) } },
      'substandard',
      ['A10-4', 'A7-10'],
    ],
    [
      'the same with a recognised enhancement',
      { debtor: { ownNonPerforming: of(500, 1000), isEnhanced: true } },
      'special-mention',
      ['A10-4'],
    ],
    [
      '20.00 % over 90 days at all banks',
      { debtor: { allBanksOver90: of(100_00, 500_00) } },
      'special-mention',
      ['A10-4'],
    ],
    [
      '100.01 of 500 over 90 days at all banks',
      { debtor: { allBanksOver90: of(100_01, 500_00) } },
      'substandard',
      ['A10-4', 'A11-4'],
    ],
    [
      'a non-performing debt elsewhere',
      { debtor: { isNonPerformingElsewhere: true } },
      'special-mention',
      ['A10-4'],
    ],
    [
      'a retail debtor non-performing elsewhere',
      {
        scope: 'retail',
        debtor: {
          isNonPerformingElsewhere: true,
          ownNonPerforming: of(900, 1000),
          allBanksOver90: of(1, 1),
        },
      },
      'normal',
      [],
    ],
    ['a rating cut sharply', { debtor: { isRatingCut: true } }, 'substandard', ['A11-3']],
    ['an evader', { debtor: { evadesDebt: true } }, 'doubtful', ['A12-2']],
    ['a liquidation', { debtor: { isInLiquidation: true } }, 'loss', ['A13-2']],
  ])('class %s', (_what, told, tier, rules) => {
    expect(tierOf(told)).toBe(tier)
    expect(rulesOf(told)).toEqual(rules)
  })

  it.each<[number, Tier]>([
    [0, 'normal'],
    [1, 'special-mention'],
    [90, 'special-mention'],
    [91, 'substandard'],
    [120, 'substandard'],
    [121, 'doubtful'],
    [180, 'doubtful'],
    [181, 'loss'],
  ])('class a card %d days late', (daysPastDue, tier) => {
    expect(tierOf({ scope: 'card', daysPastDue })).toBe(tier)
  })

  it.each<[number, Tier]>([
    [0, 'normal'],
    [1, 'special-mention'],
    [3, 'special-mention'],
    [4, 'substandard'],
    [5, 'doubtful'],
    [6, 'doubtful'],
    [7, 'loss'],
  ])('class a card with %d instalments missed', (missedPeriods, tier) => {
    expect(tierOf({ scope: 'card', missedPeriods })).toBe(tier)
    expect(tierOf({ scope: 'retail', missedPeriods })).toBe('normal')
  })

  it('count only while they are in force', () => {
    const before = classify(facts({ daysPastDue: 91 }), defaultRules, day('2023-06-30'))
    expect(before.tier).toBe('normal')
    expect(classify(facts({ daysPastDue: 91 }), defaultRules, day('2023-07-01')).tier).toBe(
      'substandard',
    )
  })

  it('show the article, its source and the figures', () => {
    const [, hit] = classify(facts({ daysPastDue: 91 }), defaultRules, on).rulesHit
    expect(hit).toEqual({
      rule: 'A11-1',
      article: '第十一条（一）',
      source: expect.stringContaining('2023〕第1号'),
      floor: 'substandard',
      needsConfirmation: true,
      evidence: { daysPastDue: 91, moreThan: 90, isTechnicalOverdue: false },
    })
  })

  it('are a set that an institution could keep', () => {
    expect(ClassificationRules.parse(JSON.parse(JSON.stringify(defaultRules)))).toEqual(
      defaultRules,
    )
  })
})

describe('leaving 不良', () => {
  const paid: Told = {
    previous: 'substandard',
    recovery: { arrearsClearedOn: '2026-01-15', isAbleToPerform: true },
  }
  const at = (text: string, told: Told = paid) => classify(facts(told), defaultRules, day(text))

  it('takes six months in order after the arrears were paid', () => {
    expect(at('2026-07-14')).toMatchObject({
      tier: 'substandard',
      isHeld: true,
      gate: { isOpen: false, reasons: ['not-observed-long-enough'], earliestOn: '2026-07-15' },
      nextBoundaryOn: '2026-07-15',
    })
    expect(at('2026-07-15')).toMatchObject({ tier: 'normal', isHeld: false })
  })

  it('takes the floor that is left, not more', () => {
    expect(at('2026-07-15', { ...paid, isUseChanged: true }).tier).toBe('special-mention')
  })

  it.each<[string, Told['recovery'], string[]]>([
    ['nothing known', {}, ['arrears-not-cleared', 'ability-not-assessed']],
    [
      'not able',
      { arrearsClearedOn: '2026-01-15', isAbleToPerform: false },
      ['not-able-to-perform'],
    ],
    [
      'half-yearly instalments',
      { arrearsClearedOn: '2026-01-15', isAbleToPerform: true, interval: { months: 6 } },
      ['not-observed-long-enough'],
    ],
    [
      'an instalment unpaid',
      {
        arrearsClearedOn: '2026-01-15',
        isAbleToPerform: true,
        payments: [
          { dueOn: '2026-02-15', paidOn: '2026-02-15' },
          { dueOn: '2026-03-15', paidOn: null },
          { dueOn: '2026-04-15', paidOn: '2026-04-15' },
        ],
      },
      ['payment-missed-since'],
    ],
    [
      'an instalment paid late',
      {
        arrearsClearedOn: '2026-01-15',
        isAbleToPerform: true,
        payments: [
          { dueOn: '2026-06-15', paidOn: '2026-06-20' },
          { dueOn: '2026-07-15', paidOn: '2026-07-15' },
          { dueOn: '2026-08-15', paidOn: '2026-08-15' },
        ],
      },
      ['not-observed-long-enough'],
    ],
    [
      'one payment only',
      {
        arrearsClearedOn: '2026-01-15',
        isAbleToPerform: true,
        payments: [{ dueOn: '2026-09-15', paidOn: '2026-09-15' }],
      },
      ['too-few-payments'],
    ],
  ])('waits with %s', (_what, recovery, reasons) => {
    const result = at('2026-10-15', { ...paid, recovery })
    expect(result.gate?.reasons).toEqual(reasons)
    expect(result.tier).toBe('substandard')
  })

  it('waits for the other impaired assets of a company, not of a person', () => {
    const debtor = { hasImpairedAsset: true }
    expect(at('2026-10-15', { ...paid, debtor }).gate?.reasons).toEqual([
      'debtor-has-impaired-asset',
    ])
    expect(at('2026-10-15', { ...paid, debtor, scope: 'retail' }).tier).toBe('normal')
  })

  it('is free by days where 脱期法 may be used', () => {
    const told = { previous: 'doubtful', isByDaysMethod: true } as const
    expect(tierOf({ ...told, scope: 'retail' })).toBe('normal')
    expect(tierOf({ ...told, scope: 'non-retail' })).toBe('doubtful')
  })

  it('waits six months after a merger, as any better tier does', () => {
    const debtor = { mergedOn: '2026-04-16' }
    expect(at('2026-10-15', { ...paid, debtor }).gate?.reasons).toEqual(['merged-recently'])
    expect(at('2026-10-16', { ...paid, debtor }).tier).toBe('normal')
    expect(at('2026-10-15', { previous: 'special-mention', debtor })).toMatchObject({
      tier: 'special-mention',
      isHeld: true,
    })
  })

  it('moves freely among the tiers of 不良', () => {
    expect(tierOf({ previous: 'loss', daysPastDue: 100 })).toBe('substandard')
  })
})

describe('the result of people', () => {
  it('may be worse than the rules and never better', () => {
    expect(classify(facts({ manual: 'doubtful' }), defaultRules, on)).toMatchObject({
      tier: 'doubtful',
      manual: 'doubtful',
    })
    const better = facts({ daysPastDue: 91, manual: 'special-mention' })
    expect(classify(better, defaultRules, on)).toMatchObject({ tier: 'substandard', manual: null })
    expect(manualRefusal('special-mention', 'substandard')).toBe('better-than-the-rules')
    expect(manualRefusal('substandard', 'substandard')).toBeNull()
  })
})

describe('the matrix of small enterprises', () => {
  const rules = { ...defaultRules, matrix: smallEnterpriseMatrix }
  it.each<[Told['guarantee'], number, Tier]>([
    ['credit', 0, 'normal'],
    ['credit', 30, 'special-mention'],
    ['credit', 31, 'substandard'],
    ['credit', 91, 'doubtful'],
    ['credit', 361, 'loss'],
    ['guarantee', 30, 'special-mention'],
    ['guarantee', 180, 'substandard'],
    ['guarantee', 181, 'doubtful'],
    ['mortgage', 91, 'substandard'],
    ['pledge', 361, 'loss'],
  ])('with %s and %d days gives the worse of both', (guarantee, daysPastDue, tier) => {
    const told = facts({ scope: 'small-micro', guarantee, daysPastDue })
    expect(classify(told, rules, on).tier).toBe(tier)
  })

  it('is laid over small debtors alone', () => {
    const told = { guarantee: 'credit', daysPastDue: 31 } as const
    expect(classify(facts(told), rules, on).tier).toBe('special-mention')
    expect(classify(facts({ ...told, isSmallMicro: true }), rules, on).tier).toBe('substandard')
  })
})

const share = fc
  .tuple(fc.nat(1000), fc.nat(1000))
  .map(([a, b]) => of(Math.min(a, b), Math.max(a, b, 1)))
const anyFacts = fc.record({
  scope: fc.constantFrom(...scopes),
  daysPastDue: fc.nat(500),
  isTechnicalOverdue: fc.boolean(),
  isUseChanged: fc.boolean(),
  isCreditImpaired: fc.boolean(),
  expectedLoss: share,
  previous: fc.option(fc.constantFrom(...tiers)),
  debtor: fc.record({
    ownNonPerforming: share,
    allBanksOver90: share,
    isNonPerformingElsewhere: fc.boolean(),
    evadesDebt: fc.boolean(),
  }),
})
const rank = (tier: Tier) => tiers.indexOf(tier)

describe('any facts', () => {
  it('give no better floor when more days pass or another fact turns bad', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(100), (told, more) => {
        const floorOf = (given: Told) => rank(classify(facts(given), defaultRules, on).floor)
        const now = floorOf(told)
        const worse: Told[] = [
          { ...told, daysPastDue: told.daysPastDue + more },
          { ...told, isTechnicalOverdue: false },
          { ...told, isUseChanged: true },
          { ...told, isCreditImpaired: true },
          { ...told, debtor: { ...told.debtor, evadesDebt: true } },
          { ...told, debtor: { ...told.debtor, isNonPerformingElsewhere: true } },
        ]
        for (const changed of worse) expect(floorOf(changed)).toBeGreaterThanOrEqual(now)
      }),
    )
  })

  it('never leave 不良 without the gate, and never fall below a floor hit', () => {
    fc.assert(
      fc.property(anyFacts, (told) => {
        const { tier, rulesHit, floor } = classify(facts(told), defaultRules, on)
        for (const hit of rulesHit) expect(rank(tier)).toBeGreaterThanOrEqual(rank(hit.floor))
        if (told.previous && isNonPerforming(told.previous))
          expect(isNonPerforming(tier)).toBe(true)
        else expect(tier).toBe(floor)
      }),
    )
  })

  it('keep their tier until the next boundary', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scopes), fc.integer({ min: 1, max: 400 }), (scope, days) => {
        const { tier, nextBoundaryOn } = classify(
          facts({ scope, daysPastDue: days }),
          defaultRules,
          on,
        )
        for (let later = 1; later < 300; later += 1) {
          const at = addDays(on, later)
          if (nextBoundaryOn !== null && at >= nextBoundaryOn) return
          const then = facts({ scope, daysPastDue: days + later })
          expect(classify(then, defaultRules, at).tier).toBe(tier)
        }
      }),
    )
  })
})
