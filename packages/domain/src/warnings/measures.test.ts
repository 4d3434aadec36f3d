import { describe, expect, it } from 'vitest'
import { addDays, day } from '../calendar.ts'
import { defaultWarningRules } from './default-warning-rules.ts'
import { judgeCustomer, levelReached } from './judge-customer.ts'
import { noFacts, type WatchedInstalment, type WatchFacts } from './watch-facts.ts'
import { ruleProblems, WarningRules } from './warning-rules.ts'

const on = day('2026-10-15')
const judged = (facts: Partial<WatchFacts>) =>
  judgeCustomer({ ...noFacts, ...facts }, defaultWarningRules, on).map(
    ({ rule, colour }) => `${rule} ${colour}`,
  )

const loan = (late: number) => ({
  id: 'l',
  number: 'JJ1',
  oldestUnpaidOn: addDays(on, -late),
  tierRank: 1,
})
const instalment = (number: number, dueOn: string, late: number | null): WatchedInstalment => ({
  loanId: 'l',
  number,
  dueOn: day(dueOn),
  settledOn: late === null ? null : addDays(day(dueOn), late),
})
const months = (amounts: readonly number[]) =>
  amounts.map((amount, index) => ({ month: `2026-0${9 - index}`, amount }))
const ratios = (values: Record<string, number>) => {
  const none = Object.fromEntries(
    [
      'currentRatio',
      'quickRatio',
      'cashRatio',
      'debtToAssets',
      'debtToEquity',
      'debtServiceCover',
      'revenueGrowth',
      'netMargin',
    ].map((name) => [name, null]),
  )
  return {
    id: 's',
    periodEnd: day('2025-12-31'),
    netAssets: 1_000,
    ratios: { ...none, ...values } as never,
  }
}

describe('a warning rule', () => {
  it.each([
    [0, []],
    [1, ['overdue yellow']],
    [30, ['overdue yellow']],
    [31, ['overdue orange']],
    [90, ['overdue orange']],
    [91, ['overdue red']],
  ])('on arrears of %i days says %j', (late, expected) => {
    expect(judged({ loans: [loan(late)] })).toEqual(expected)
  })

  it('counts the worst of several loans and names each that is late', () => {
    const facts = { ...noFacts, loans: [loan(5), { ...loan(40), id: 'm', number: 'JJ2' }, loan(0)] }
    const [hit] = judgeCustomer(facts, defaultWarningRules, on)
    expect(hit).toMatchObject({ colour: 'orange', value: 40 })
    expect(hit?.explanation.rows.map(({ text }) => text)).toEqual(['JJ2', 'JJ1'])
  })

  it.each([
    [[0, 0, 0, 1], ['often-late yellow']],
    [[0, 0, 0, 0, 1], []],
    [[1, 1, 0, 0], ['often-late orange']],
    [[1, 1, 1], []],
  ])('on instalments late by %j days says %j', (late, expected) => {
    const instalments = late.map((each, index) => instalment(index, `2026-0${index + 1}-10`, each))
    expect(judged({ instalments }).filter((hit) => hit.startsWith('often-late'))).toEqual(expected)
  })

  it('counts an unpaid instalment as late and one due today not at all', () => {
    const paid = [1, 2, 3].map((month) => instalment(month, `2026-0${month}-10`, 0))
    const hit = (last: WatchedInstalment) =>
      judged({ instalments: [...paid, last] }).filter((each) => each.startsWith('often-late'))
    expect(hit(instalment(4, '2026-10-14', null))).toEqual(['often-late yellow'])
    expect(hit(instalment(4, '2026-10-15', null))).toEqual([])
  })

  it('forgets instalments of more than a year ago', () => {
    const old = [1, 2, 3, 4].map((number) => instalment(number, '2025-10-15', 9))
    expect(judged({ instalments: old })).toEqual([])
    const counted = [1, 2, 3, 4].map((number) => instalment(number, '2025-10-16', 9))
    expect(judged({ instalments: counted })).toEqual(['often-late orange'])
  })

  it.each([
    [[1, 2, 3], ['later-each-time yellow']],
    [[1, 2, 3, 4], ['later-each-time orange']],
    [[1, 2, 2], []],
    [[3, 2, 1], []],
  ])('on days late one after the other %j says %j', (late, expected) => {
    const instalments = late.map((each, index) => instalment(index, `2026-0${index + 1}-10`, each))
    expect(judged({ instalments }).filter((hit) => hit.startsWith('later'))).toEqual(expected)
  })

  it.each([
    ['lawsuit', 1, ['sued yellow']],
    ['lawsuit', 3, ['sued orange']],
    ['enforcement', 1, ['enforced red']],
    ['halted-production', 1, ['operation-troubled orange']],
    ['contact-lost', 2, ['contact-lost red']],
    ['capital-flow-back', 1, ['flow-back orange']],
  ] as const)('on %s, %i times, says %j', (kind, count, expected) => {
    const events = Array.from({ length: count }, (_, index) => ({
      id: `${index}`,
      kind,
      happenedOn: day('2026-10-01'),
      amount: null,
      isEnded: false,
    }))
    expect(judged({ events })).toEqual(expected)
    expect(judged({ events: events.map((event) => ({ ...event, isEnded: true })) })).toEqual([])
    expect(
      judged({ events: events.map((event) => ({ ...event, happenedOn: day('2026-10-16') })) }),
    ).toEqual([])
  })

  it.each([
    [99_999_999, ['sued yellow']],
    [100_000_000, ['sued yellow', 'sued-for-much orange']],
    [1_000_000_000, ['sued yellow', 'sued-for-much red']],
  ])('on a suit for %i fen says %j', (amount, expected) => {
    const events = [{ id: 'e', kind: 'lawsuit' as const, happenedOn: on, amount, isEnded: false }]
    expect(judged({ events })).toEqual(expected)
  })

  it.each([
    [{ debtToAssets: 69_999_999 }, []],
    [{ debtToAssets: 70_000_000 }, ['debt-too-high yellow']],
    [{ debtToAssets: 100_000_000 }, ['debt-too-high red']],
    [{ currentRatio: 100_000_001 }, []],
    [{ currentRatio: 100_000_000 }, ['liquidity-low yellow']],
    [{ debtServiceCover: 100_000_000 }, ['service-cover-low orange']],
    [{ revenueGrowth: -19_999_999 }, []],
    [{ revenueGrowth: -30_000_000 }, ['revenue-fallen orange']],
    [{ netMargin: -1 }, ['loss-made orange']],
    [{ netMargin: 0 }, []],
  ])('on the ratios %j says %j', (values, expected) => {
    expect(judged({ statement: ratios(values) })).toEqual(expected)
  })

  it.each([
    [[70, 70, 70, 100, 100, 100, 100, 100, 100], ['inflow-fallen yellow']],
    [[71, 70, 70, 100, 100, 100, 100, 100, 100], []],
    [[50, 50, 50, 100, 100, 100, 100, 100, 100], ['inflow-fallen orange']],
    [[0, 0, 0, 100, 100, 100, 100, 100, 100], ['inflow-fallen red']],
    [[0, 0, 0, 100, 100, 100, 100, 100], []],
  ])('on what came in %j says %j', (amounts, expected) => {
    expect(judged({ inflows: months(amounts) })).toEqual(expected)
  })

  it.each([
    [[], []],
    [[500], ['guarantees-heavy yellow']],
    [[500, 500], ['guarantees-heavy orange']],
    [[499], []],
  ])('on guarantees of %j for net assets of 1000 says %j', (amounts, expected) => {
    const guaranteesGiven = amounts.map((amount, index) => ({
      relationId: `${index}`,
      for: 'C1',
      amount,
    }))
    expect(judged({ guaranteesGiven, statement: ratios({}) })).toEqual(expected)
  })

  it('asks companies for what people do not have', () => {
    const dependences = [{ relationId: 'r', on: 'C1', share: 50_000_000 }]
    expect(judged({ dependences })).toEqual(['concentrated yellow'])
    expect(judged({ dependences, kind: 'person' })).toEqual([])
  })

  it('sees what our own files say', () => {
    expect(judged({ expiredPapers: [{ id: 'p', what: 'business-licence', foundOn: on }] })).toEqual(
      ['papers-expired yellow'],
    )
    expect(judged({ register: { lostStatus: '吊销', disagreements: [] } })).toEqual([
      'register-lost red',
    ])
    expect(
      judged({
        register: { lostStatus: null, disagreements: [{ id: 'd', field: 'name', raisedOn: on }] },
      }),
    ).toEqual(['register-changed yellow'])
    expect(
      judged({ covenantBreaches: [{ id: 't', measure: 'debtToAssets', periodEnd: on, value: 1 }] }),
    ).toEqual(['covenant-breached orange'])
    expect(
      judged({ inspections: [{ id: 'i', missedOn: on, heldOn: null, conclusion: null }] }),
    ).toEqual(['inspection-missed yellow'])
    expect(
      judged({ inspections: [{ id: 'i', missedOn: on, heldOn: on, conclusion: 'danger' }] }),
    ).toEqual(['inspection-bad orange'])
    expect(judged({ unansweredUpdates: [{ id: 'u', flaggedOn: on }] })).toEqual([
      'file-unanswered yellow',
    ])
    expect(judged({ brokenPromises: [{ id: 'p', dueOn: on, amount: 1 }] })).toEqual([
      'promise-broken orange',
    ])
    expect(judged({ falseMaterial: [{ id: 'f', markedOn: on }] })).toEqual(['papers-false red'])
    expect(
      judged({
        grades: [
          { id: 'b', on, grade: 4 },
          { id: 'a', on, grade: 2 },
        ],
      }),
    ).toEqual(['grade-fallen orange'])
    expect(
      judged({
        grades: [
          { id: 'b', on, grade: 2 },
          { id: 'a', on, grade: 2 },
        ],
      }),
    ).toEqual([])
    expect(judged({ loans: [{ ...loan(0), oldestUnpaidOn: null, tierRank: 3 }] })).toEqual([
      'tier-fallen orange',
    ])
  })

  it('has the same key for the same occurrence and another for another', () => {
    const key = (facts: Partial<WatchFacts>, at = on) =>
      judgeCustomer({ ...noFacts, ...facts }, defaultWarningRules, at)[0]?.evidenceKey
    const loans = [loan(5)]
    expect(key({ loans })).toBe(key({ loans }, addDays(on, 1)))
    expect(key({ loans })).not.toBe(key({ loans: [loan(4)] }))
  })
})

describe('levels', () => {
  const levels = [
    { colour: 'yellow', threshold: 10 },
    { colour: 'red', threshold: 20 },
  ] as const
  it.each([
    [9, null],
    [10, 'yellow'],
    [20, 'red'],
  ])('of at least, reached by %i: %s', (value, colour) => {
    expect(
      levelReached({ levels: [...levels], direction: 'at-least' }, value)?.colour ?? null,
    ).toBe(colour)
  })
})

describe('a set of rules', () => {
  it('stands as it is delivered, with nothing confirmed', () => {
    expect(WarningRules.safeParse(defaultWarningRules).success).toBe(true)
    expect(defaultWarningRules.rules.every(({ isConfirmed }) => !isConfirmed)).toBe(true)
  })

  const [first] = defaultWarningRules.rules
  if (!first) throw new Error('no rules')
  it.each([
    [
      {
        levels: [
          { colour: 'yellow', threshold: 5 },
          { colour: 'red', threshold: 5 },
        ],
      },
      'levels-out-of-order',
    ],
    [{ direction: 'at-most' }, 'levels-out-of-order'],
    [{ measure: 'ratio' }, 'ratio-missing'],
    [{ measure: 'events' }, 'events-missing'],
  ] as const)('refuses %j: %s', (change, reason) => {
    const rule = { ...first, ...change } as typeof first
    expect(ruleProblems(rule, [rule])).toContain(reason)
  })

  it('refuses two rules of one code', () => {
    expect(ruleProblems(first, [first, first])).toEqual(['code-is-taken'])
  })
})
