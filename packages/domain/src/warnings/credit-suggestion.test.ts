import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { type CreditFacts, creditSuggestion } from './credit-suggestion.ts'
import { defaultWarningRules as rules } from './default-warning-rules.ts'

const on = day('2026-10-15')
const sound: CreditFacts = {
  daysPastDue: 0,
  tierRank: 1,
  openWarnings: [],
  lastArrearsOn: null,
  limit: 1_000,
  drawn: 600,
}
const suggest = (facts: Partial<CreditFacts>) => creditSuggestion({ ...sound, ...facts }, rules, on)
const warned = (colour: 'yellow' | 'orange' | 'red') => ({
  openWarnings: [{ rule: 'sued', colour }],
})

describe('a suggestion of credit', () => {
  it.each([
    [{}, 'none', 1_000, 0, 'now'],
    [warned('yellow'), 'watch', 1_000, 20, 'now'],
    [{ tierRank: 2 }, 'watch', 1_000, 20, 'now'],
    [warned('red'), 'high', 700, 50, 'after-release'],
    [{ ...warned('red'), drawn: 900 }, 'high', 900, 50, 'after-release'],
    [{ daysPastDue: 1 }, 'watch', 1_000, 20, 'after-arrears'],
    [{ daysPastDue: 30 }, 'watch', 1_000, 20, 'after-arrears'],
    [{ daysPastDue: 31 }, 'high', 700, 50, 'after-arrears'],
    [{ daysPastDue: 90 }, 'high', 700, 50, 'after-arrears'],
    [{ daysPastDue: 91 }, 'default-likely', 600, 50, 'after-arrears'],
    [{ tierRank: 3 }, 'default-likely', 600, 50, 'after-release'],
  ] as const)('for %j: %s', (facts, risk, suggested, spreadChangeBp, timing) => {
    expect(suggest(facts)).toMatchObject({
      risk,
      spreadChangeBp,
      timing,
      limit: { now: 1_000, suggested },
    })
  })

  it.each([
    ['2026-04-15', 'now', null],
    ['2026-04-16', 'not-before', '2026-10-16'],
  ])('after arrears up to %s: %s', (lastArrearsOn, timing, notBefore) => {
    expect(suggest({ lastArrearsOn: day(lastArrearsOn) })).toMatchObject({ timing, notBefore })
  })

  it('names its grounds and gives no limit where there is none', () => {
    const { basis, limit } = suggest({ ...warned('orange'), limit: null, drawn: 0 })
    expect(limit).toBe(null)
    expect(basis).toContainEqual({ code: 'warning', value: 2, unit: 'colour', text: 'sued' })
  })
})
