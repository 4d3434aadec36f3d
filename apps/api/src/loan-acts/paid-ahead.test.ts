import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkByReplay } from '../close/replay-check.ts'
import type { ActAsk } from '../loans/ask-event.ts'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aRunningLoan, paidInTime } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, inside, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let officer: TestStaff
let approver: TestStaff
let collector: TestStaff
const reason = '借款人申请，材料齐全'

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

/** Five instalments paid in time, the sixth, of November, with the fifth: its interest is not earned yet. */
async function aLoanPaidAhead() {
  const customerId = await aBorrower(bank, officer)
  const { loan, instalments } = await aRunningLoan(bank, officer, {
    customerId,
    servicing: { overpayment: 'pays-ahead' },
    paid: paidInTime(5),
  })
  const november = instalments[5]
  if (!november) throw new Error('no sixth instalment')
  const ahead = money(november.principal + november.interest)
  const paid = await bank.as(collector).loans.repay({ loanId: loan.id, amount: ahead })
  expect(paid).toMatchObject({ principal: november.principal, interest: november.interest })
  return { loanId: loan.id, november, aheadId: paid.repaymentId, ahead }
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })

async function carriedOut(loanId: string, ask: ActAsk) {
  const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason })
  await bank.as(approver).loanActs.approve({ actId, note: '同意' })
}

const kinds = ['returned', 'held', 'prepayment']

/** What was booked beside the six payments in time or ahead. */
async function since(loanId: string) {
  const { repayments } = await read(loanId)
  return repayments
    .filter(({ kind, reversedOn }) => reversedOn === null && kinds.includes(kind))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .map(({ kind, amount, principal, interest, held }) => [kind, amount, principal, interest, held])
}

describe('an early repayment of a loan whose next instalment was paid ahead', () => {
  it('settles for what is owed less what was paid ahead, interest not earned among it', async () => {
    const { loanId, november, ahead } = await aLoanPaidAhead()
    const { balance, payoff } = await read(loanId)
    const total = balance - november.interest
    expect(payoff).toMatchObject({ interest: 0, held: ahead, total })
    const done = await bank.as(collector).loans.prepay({ loanId, mode: 'settle' })
    expect(done).toMatchObject({ amount: total, principal: total, interest: 0, held: 0 })
    expect(done).toMatchObject({ status: 'settled', balance: 0 })
    expect(await since(loanId)).toEqual([
      ['returned', 0, -november.principal, -november.interest, ahead],
      ['held', ahead, ahead, 0, 0],
      ['prepayment', total, total, 0, 0],
    ])
    const page = await read(loanId)
    expect(page.postings.every(({ amount }) => amount > 0)).toBe(true)
    const back = page.postings.find(({ kind, debit }) => kind === 'prepayment' && debit === '1132')
    expect(back).toMatchObject({ credit: '2241', amount: november.interest })
  })

  it.each(['same-term', 'same-instalment'] as const)(
    'keeps what was paid ahead with the borrower when a part is repaid, %s',
    async (mode) => {
      const { loanId, ahead } = await aLoanPaidAhead()
      const amount = money(20_000_00)
      const done = await bank.as(collector).loans.prepay({ loanId, mode, amount })
      expect(done).toMatchObject({ principal: amount, interest: 0, held: 0 })
      const page = await read(loanId)
      const toCome = page.schedule.filter(({ dueOn }) => dueOn > '2026-10-15')
      const paid = toCome.reduce((sum, row) => sum + row.principalPaid + row.interestPaid, 0)
      expect(paid).toBe(ahead)
    },
  )

  it('settles for nothing when all but a little was paid ahead, and gives the rest back', async () => {
    const { loanId } = await aLoanPaidAhead()
    const { owedInAll } = await read(loanId)
    const amount = money(owedInAll - 1_00)
    await bank.as(collector).loans.repay({ loanId, amount })
    const { payoff, balance } = await read(loanId)
    expect(balance).toBeGreaterThan(0)
    expect(payoff?.total).toBeLessThan(0)
    const done = await bank.as(collector).loans.prepay({ loanId, mode: 'settle' })
    expect(done).toMatchObject({ amount: 0, principal: 0, held: 0, status: 'settled', balance: 0 })
    const held = -(payoff?.total ?? 0)
    expect(await read(loanId)).toMatchObject({ held, settledOn: '2026-10-15' })
    await carriedOut(loanId, { kind: 'refund', amount: money(held) })
    expect((await read(loanId)).held).toBe(0)
  })

  it('can be taken back, and so can the payment that went ahead', async () => {
    const { loanId, aheadId } = await aLoanPaidAhead()
    const before = await read(loanId)
    const { repaymentId } = await bank
      .as(collector)
      .loans.prepay({ loanId, mode: 'same-term', amount: money(20_000_00) })
    await carriedOut(loanId, { kind: 'reversal', eventId: repaymentId })
    const again = await read(loanId)
    expect(again).toMatchObject({ balance: before.balance, held: 0 })
    expect(again.schedule.map(({ paid }) => paid)).toEqual(before.schedule.map(({ paid }) => paid))
    await carriedOut(loanId, { kind: 'reversal', eventId: aheadId })
    expect(await since(loanId)).toEqual([])
  })
})

describe('a schedule made anew under money paid ahead', () => {
  it('has it spent again at a new rate', async () => {
    const { loanId, ahead } = await aLoanPaidAhead()
    await carriedOut(loanId, {
      kind: 'rate-reset',
      from: day('2026-10-15'),
      annualRate: parseRate('5'),
    })
    const [back, spent] = await since(loanId)
    expect([back?.[0], back?.[4], spent?.[0], spent?.[1]]).toEqual([
      'returned',
      ahead,
      'held',
      ahead,
    ])
  })

  it('has it spent again under new terms', async () => {
    const { loanId } = await aLoanPaidAhead()
    await carriedOut(loanId, {
      kind: 'restructuring',
      terms: {
        method: 'equal-principal',
        frequency: 'quarterly',
        periods: 4,
        firstDueOn: day('2027-01-15'),
        annualRate: parseRate('5'),
      },
      capitalises: [],
      isInDifficulty: false,
    })
    expect((await since(loanId)).map(([kind]) => kind)).toEqual(['returned', 'held'])
  })
})

describe('after all of this', () => {
  it('every invariant holds, and a replay from the events says the same', async () => {
    const { resources, institution } = bank
    const breaches = await resources.transact(institution.id, (tx) =>
      findBreaches(tx, institution.id),
    )
    expect(breaches).toEqual([])
    const { differences } = await inside(
      resources,
      collector,
      checkByReplay,
      'institution',
      day('2026-10-16'),
    )
    expect(differences.filter(({ column }) => column !== 'account-balance')).toEqual([])
  })
})
