import { randomUUID } from 'node:crypto'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDays } from '../close/close-days.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { replayRepayments } from './loan-course.ts'
import { buildLoan } from './build-loan.ts'
import type { LoanBundle, LoanTerms } from './loan-rows.ts'
import { insertLoans } from './loans.queries.ts'
import { aBorrower } from './testing.queries.ts'

let bank: TestBank
let officer: TestStaff
let collector: TestStaff
let terms: Omit<LoanTerms, 'number'>
const opened = day('2026-10-15')
const making = { newId: randomUUID, at: (on: Day) => new Date(`${on}T02:00:00Z`) }

beforeAll(async () => {
  bank = await aBank()
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
  terms = {
    institution: bank.institution,
    customerId: await aBorrower(bank, officer),
    product: 'working-capital',
    currency: 'CNY',
    principal: money(120_000_00),
    annualRate: parseRate('6'),
    method: 'equal-instalment',
    periods: 4,
    frequency: 'weekly',
    dayCount: '30/360',
    rounding: 'half-up',
    disbursedOn: opened,
    firstDueOn: addDays(opened, 3),
    branchId: bank.north,
    officerId: officer.staffId,
    industrySection: 'F',
    guarantee: 'credit',
    isConsumer: false,
    source: 'demo',
    disbursedBy: officer.staffId,
  }
})

afterAll(() => bank.drop())

/** A sequence for each loan: on which of the days ahead, and how much. */
const sequences = fc.array(
  fc.array(
    fc.record({
      daysAhead: fc.integer({ min: 0, max: 110 }),
      amount: fc.integer({ min: 1, max: 70_000_00 }).map(money),
    }),
    { maxLength: 8 },
  ),
  { minLength: 30, maxLength: 30 },
)

describe('repayments posted one by one', () => {
  it('leave thirty loans as one replay in memory does', { timeout: 600_000 }, async () => {
    const [given = []] = fc.sample(sequences, { numRuns: 1, seed: 20_261_015 })
    const stored: LoanBundle[] = []
    for (const index of given.keys()) {
      // One borrower each: a company's loans are classified together.
      const customerId = await aBorrower(bank, officer)
      stored.push(buildLoan({ ...terms, customerId, number: `A${index}` }, making))
    }
    const { institution, resources } = bank
    await resources.transact(institution.id, (tx) => insertLoans(tx, stored))

    for (let ahead = 0; ahead <= 110; ahead++) {
      for (const [index, payments] of given.entries()) {
        for (const { amount } of payments.filter(({ daysAhead }) => daysAhead === ahead)) {
          const loanId = stored[index]?.loan.id ?? ''
          await bank
            .as(collector)
            .loans.repay({ loanId, amount })
            .catch((error: unknown) => {
              expect(String(error)).toMatch(/more-than-owed|cannot-repay-when-settled/)
            })
        }
      }
      const staff = { id: officer.staffId }
      await closeDays(resources, { institution, staff, requestId: 'test' }, addDays(opened, ahead))
    }

    for (const [index, payments] of given.entries()) {
      const replayed = buildLoan({ ...terms, number: `B${index}` }, making)
      const taking = { ...making, postedBy: collector.staffId, source: 'demo' as const }
      const paid = payments.map(({ daysAhead, amount }) => ({
        paidOn: addDays(opened, daysAhead),
        amount,
      }))
      replayRepayments(replayed, paid, { ...taking, closedThrough: addDays(opened, 110) })
      const page = await bank.as(officer).loans.get({ loanId: stored[index]?.loan.id ?? '' })
      const { balance, status, tier, settledOn, defaultedOn, oldestUnpaidOn, nextTierOn } = page
      expect({
        ...{ balance, status, tier, settledOn, defaultedOn, oldestUnpaidOn, nextTierOn },
        repaid: page.repayments.toReversed().map(({ amount }) => amount),
        paid: page.schedule.map((row) => row.paid),
        tiers: page.tiers.map((row) => [row.tier, row.validFrom, row.validTo, row.daysPastDue]),
      }).toEqual({
        balance: replayed.loan.balance,
        status: replayed.loan.status,
        tier: replayed.loan.tier,
        settledOn: replayed.loan.settledOn,
        defaultedOn: replayed.loan.defaultedOn,
        oldestUnpaidOn: replayed.loan.oldestUnpaidOn,
        nextTierOn: replayed.loan.nextTierOn,
        repaid: replayed.repayments.map(({ amount }) => amount),
        paid: replayed.instalments.map((row) => row.principalPaid + row.interestPaid),
        tiers: replayed.tiers.map((row) => [row.tier, row.validFrom, row.validTo, row.daysPastDue]),
      })
    }
    expect(
      await resources.transact(institution.id, (tx) => findBreaches(tx, institution.id)),
    ).toEqual([])
  })
})
