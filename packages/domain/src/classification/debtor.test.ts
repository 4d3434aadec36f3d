import { describe, expect, it } from 'vitest'
import { day } from '../calendar.ts'
import { money } from '../money.ts'
import { debtorOf, type OwnClaim } from './debtor.ts'
import { type EnteredFact, enteredFactKinds, enteredFacts, factRefusal } from './entered-facts.ts'

const on = day('2026-10-15')
const claim = (loanId: string, balance: number, change: Partial<OwnClaim> = {}): OwnClaim => ({
  loanId,
  balance: money(balance),
  daysPastDue: 0,
  claimTier: 'normal',
  ...change,
})
const elsewhere: EnteredFact = {
  kind: 'other-bank-debt',
  value: { lender: '某银行', total: money(500), over90: money(100), isNonPerforming: true },
  validFrom: on,
}

describe('a debtor', () => {
  it('is known by what it owes here and elsewhere', () => {
    const claims = [
      claim('A', 900),
      claim('B', 100, { daysPastDue: 120, claimTier: 'substandard' }),
    ]
    expect(debtorOf('A', claims, [elsewhere])).toMatchObject({
      ownNonPerforming: { part: 100, whole: 1000 },
      allBanksOver90: { part: 200, whole: 1500 },
      isNonPerformingElsewhere: true,
      hasImpairedAsset: true,
    })
    expect(debtorOf('B', claims, []).hasImpairedAsset).toBe(false)
  })

  it('counts what is 不良 without being late, and what is late alone', () => {
    const claims = [claim('A', 10, { claimTier: 'doubtful' }), claim('B', 30)]
    expect(debtorOf('B', claims, [])).toMatchObject({
      ownNonPerforming: { part: 10, whole: 40 },
      allBanksOver90: { part: 0, whole: 40 },
    })
    expect(debtorOf('A', claims, []).ownNonPerforming).toEqual({ part: 0, whole: 40 })
    expect(debtorOf('A', [], []).ownNonPerforming).toBeNull()
  })

  it('merged on the day of the last merger known', () => {
    const merger = (validFrom: string): EnteredFact => ({
      kind: 'merger',
      value: {},
      validFrom: day(validFrom),
    })
    expect(debtorOf('A', [], [merger('2026-01-01'), merger('2026-05-01')]).mergedOn).toBe(
      '2026-05-01',
    )
  })
})

describe('a fact entered', () => {
  const fact = {
    kind: 'use-changed' as const,
    value: {},
    hasLoan: true,
    validFrom: on,
  }
  it.each<[Partial<Parameters<typeof factRefusal>[0]>, string | null]>([
    [{}, null],
    [{ hasLoan: false }, 'fact-names-no-loan'],
    [{ kind: 'rating-cut' }, 'fact-names-a-loan'],
    [{ kind: 'rating-cut', hasLoan: false }, null],
    [{ value: { more: 1 } }, 'fact-value-wrong'],
    [{ kind: 'credit-impaired', value: { expectedLoss: 0 } }, 'fact-value-wrong'],
    [{ kind: 'credit-impaired', value: { expectedLoss: 1 } }, null],
    [
      {
        kind: 'other-bank-debt',
        hasLoan: false,
        value: { lender: '某银行', total: 1, over90: 2, isNonPerforming: false },
      },
      'fact-value-wrong',
    ],
    [{ validFrom: day('2026-10-16') }, 'fact-of-the-future'],
  ])('%j gives %s', (change, refusal) => {
    expect(factRefusal({ ...fact, ...change }, on)).toBe(refusal)
  })

  it('in the favour of the debtor is one of six kinds', () => {
    expect(enteredFactKinds.filter((kind) => enteredFacts[kind].isFavourable)).toEqual([
      'technical-overdue',
      'renewal',
      'difficulty-over',
      'stage-rebutted',
      'recognised-enhancement',
      'small-micro',
    ])
  })
})
