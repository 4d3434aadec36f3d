import { randomUUID } from 'node:crypto'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { standingOf } from '@banyan/domain/loans/instalments'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPayment, closeLoanThrough, replayRepayments, retellHistory } from './loan-course.ts'
import { buildLoan } from './build-loan.ts'
import type { LoanBundle, LoanTerms } from './loan-rows.ts'

const making = { newId: randomUUID, at: (on: Day) => new Date(`${on}T10:00:00Z`) }
const taking = { ...making, postedBy: randomUUID(), source: 'demo' as const }

const terms: LoanTerms = {
  institution: { id: randomUUID(), kind: 'city-bank' },
  number: 'JJ2026-000001',
  customerId: randomUUID(),
  product: 'business',
  currency: 'CNY',
  principal: money(1_200_000_00),
  annualRate: parseRate('4.35'),
  method: 'equal-instalment',
  periods: 12,
  frequency: 'monthly',
  dayCount: '30/360',
  rounding: 'half-up',
  disbursedOn: day('2026-01-15'),
  firstDueOn: day('2026-02-15'),
  branchId: randomUUID(),
  officerId: null,
  industrySection: 'C',
  guarantee: 'credit',
  isConsumer: false,
  source: 'demo',
  disbursedBy: randomUUID(),
}

const dueOn = terms.firstDueOn
const instalment = money(102_374_73)

function aLoan(overrides: Partial<LoanTerms> = {}): LoanBundle {
  return buildLoan({ ...terms, ...overrides }, making)
}

/** The bundle without what is made anew each time. */
function facts({ loan, instalments, repayments, shares, postings, tiers }: LoanBundle) {
  const { id: _, createdAt: __, ...state } = loan
  return {
    state,
    instalments: instalments.map(({ loanId: _loan, ...row }) => row),
    repayments: repayments.map(({ paidOn, amount, principal, interest }) => ({
      paidOn,
      amount,
      principal,
      interest,
    })),
    shares: shares.map(({ number, principal, interest }) => ({ number, principal, interest })),
    postings: postings.map(({ debit, credit, amount, businessDay }) => ({
      debit,
      credit,
      amount,
      businessDay,
    })),
    tiers: tiers.map(({ tier, validFrom, validTo }) => ({ tier, validFrom, validTo })),
  }
}

describe('building a loan', () => {
  it('repays in its schedule exactly what its one posting paid out', () => {
    const { loan, instalments, postings, tiers } = aLoan()
    expect(instalments.reduce((sum, row) => sum + row.principal, 0)).toBe(terms.principal)
    expect(postings).toMatchObject([{ debit: '1303', credit: '2011', amount: terms.principal }])
    expect(loan).toMatchObject({
      balance: terms.principal,
      oldestUnpaidOn: dueOn,
      tier: 'normal',
      nextTierOn: '2026-02-16',
      maturesOn: '2027-01-15',
    })
    expect(tiers).toMatchObject([{ tier: 'normal', validFrom: terms.disbursedOn, validTo: null }])
  })

  it('passes over instalments that ask for nothing', () => {
    const { loan, instalments } = aLoan({ annualRate: parseRate('0'), method: 'interest-only' })
    expect(loan.oldestUnpaidOn).toBe('2027-01-15')
    expect(instalments.filter(({ settledOn }) => settledOn === terms.disbursedOn)).toHaveLength(11)
  })

  it('pays out of the bank account where a lender takes no deposits', () => {
    const { postings } = aLoan({ institution: { id: randomUUID(), kind: 'micro-lender' } })
    expect(postings).toMatchObject([{ credit: '1002' }])
  })
})

describe('the course of a loan', () => {
  it.each([
    [0, 'normal'],
    [1, 'special-mention'],
    [90, 'special-mention'],
    [91, 'substandard'],
    [270, 'substandard'],
    [271, 'doubtful'],
    [360, 'doubtful'],
    [361, 'loss'],
  ])('is %i days past due at a close: %s', (days, tier) => {
    const bundle = aLoan()
    closeLoanThrough(bundle, addDays(dueOn, days), making.at)
    expect(bundle.loan.tier).toBe(tier)
    expect(bundle.loan.defaultedOn).toBe(days > 90 ? addDays(dueOn, 91) : null)
    expect(bundle.tiers.at(-1)).toMatchObject({ tier, validTo: null })
  })

  it('has a history without gaps, each tier from the day of its boundary', () => {
    const bundle = aLoan()
    closeLoanThrough(bundle, addDays(dueOn, 400), making.at)
    expect(bundle.tiers.map(({ tier, validFrom }) => [tier, validFrom])).toEqual([
      ['normal', terms.disbursedOn],
      ['special-mention', addDays(dueOn, 1)],
      ['substandard', addDays(dueOn, 91)],
      ['doubtful', addDays(dueOn, 271)],
      ['loss', addDays(dueOn, 361)],
    ])
    const ends = bundle.tiers.slice(0, -1).map(({ validTo }) => validTo)
    expect(ends).toEqual(bundle.tiers.slice(1).map(({ validFrom }) => validFrom))
  })

  it('is made good by a payment on the 91st day itself', () => {
    const bundle = aLoan()
    closeLoanThrough(bundle, addDays(dueOn, 90), making.at)
    applyPayment(bundle, { paidOn: addDays(dueOn, 91), amount: instalment }, taking)
    closeLoanThrough(bundle, addDays(dueOn, 91), making.at)
    expect(bundle.loan).toMatchObject({ tier: 'special-mention', defaultedOn: null })
  })

  it('returns from special mention with the payment, and from 不良 with none', () => {
    const late = aLoan()
    closeLoanThrough(late, addDays(dueOn, 5), making.at)
    applyPayment(late, { paidOn: addDays(dueOn, 6), amount: instalment }, taking)
    expect(late.loan.tier).toBe('normal')

    const bad = aLoan()
    closeLoanThrough(bad, addDays(dueOn, 91), making.at)
    applyPayment(bad, { paidOn: addDays(dueOn, 92), amount: money(instalment * 5) }, taking)
    closeLoanThrough(bad, addDays(dueOn, 140), making.at)
    expect(bad.loan.oldestUnpaidOn).toBe('2026-07-15')
    expect(bad.loan).toMatchObject({ tier: 'substandard', defaultedOn: addDays(dueOn, 91) })
  })

  it('ends with the last fen, and takes nothing after it', () => {
    const bundle = aLoan()
    const owed = bundle.instalments.reduce((sum, row) => sum + row.principal + row.interest, 0)
    const refused = replayRepayments(
      bundle,
      [
        { paidOn: day('2026-03-01'), amount: money(owed + 1) },
        { paidOn: day('2026-03-02'), amount: money(owed) },
        { paidOn: day('2026-03-03'), amount: money(1) },
        { paidOn: day('2026-01-14'), amount: money(1) },
      ],
      { ...taking, closedThrough: day('2026-12-31') },
    )
    expect(refused.map(({ index, reason }) => [index, reason])).toEqual([
      [3, 'paid-before-disbursement'],
      [0, 'more-than-owed'],
      [2, 'cannot-repay-when-settled'],
    ])
    expect(bundle.loan).toMatchObject({
      status: 'settled',
      balance: 0,
      settledOn: '2026-03-02',
      nextTierOn: null,
      oldestUnpaidOn: null,
    })
    expect(bundle.tiers.at(-1)?.validTo).toBe('2026-03-02')
  })
})

describe('any sequence of payments', () => {
  const payments = fc.array(
    fc.record({
      paidOn: fc.integer({ min: 0, max: 500 }).map((days) => addDays(terms.disbursedOn, days)),
      amount: fc.integer({ min: 1, max: 40_000_000 }).map(money),
    }),
    { maxLength: 25 },
  )
  const closedThrough = addDays(terms.disbursedOn, 600)

  it('keeps the sums, and is the same day by day as in one replay', () => {
    fc.assert(
      fc.property(payments, (given) => {
        const replayed = aLoan()
        replayRepayments(replayed, given, { ...taking, closedThrough })
        const { loan, instalments, repayments, postings, shares } = replayed
        const standing = standingOf(instalments, closedThrough)
        expect(standing).toMatchObject({
          balance: loan.balance,
          oldestUnpaidOn: loan.oldestUnpaidOn,
        })
        const repaid = repayments.reduce((sum, row) => sum + row.principal, 0)
        expect(loan.balance + repaid).toBe(terms.principal)
        expect(shares.reduce((sum, row) => sum + row.principal + row.interest, 0)).toBe(
          repayments.reduce((sum, row) => sum + row.amount, 0),
        )
        expect(
          postings.reduce(
            (sum, row) =>
              sum + (row.debit === '1303' ? row.amount : row.credit === '1303' ? -row.amount : 0),
            0,
          ),
        ).toBe(loan.balance)
        expect(
          instalments.every(
            (row) => row.principalPaid <= row.principal && row.interestPaid <= row.interest,
          ),
        ).toBe(true)

        const stepped = aLoan()
        for (let on = terms.disbursedOn; on <= closedThrough; on = addDays(on, 1)) {
          for (const payment of given.filter(({ paidOn }) => paidOn === on)) {
            try {
              applyPayment(stepped, payment, taking)
            } catch {
              // Refused in both.
            }
          }
          closeLoanThrough(stepped, on, making.at)
        }
        expect(facts(stepped)).toEqual(facts(replayed))

        const knownFrom = making.at(terms.disbursedOn)
        retellHistory(replayed, { at: making.at, closedThrough, knownFrom })
        expect(facts(replayed)).toEqual(facts(stepped))
      }),
      { numRuns: 60 },
    )
  })
})
