import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActAsk } from '../loans/ask-event.ts'
import { findBreaches } from '../loans/invariants.queries.ts'
import { aRunningLoan, paidInTime, type Running } from '../loans/testing-loans.ts'
import { aBorrower, withCapital } from '../loans/testing.queries.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'

let bank: TestBank
let officer: TestStaff
let approver: TestStaff
let collector: TestStaff
const reason = '借款人申请，材料齐全'
const note = '同意'

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

async function aLoan(running: Partial<Running> = {}): Promise<string> {
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, ...running })
  return loan.id
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })

/** Asked by one, approved by another; gives the preview that both saw. */
async function carriedOut(loanId: string, ask: ActAsk) {
  const preview = await bank.as(collector).loanActs.preview({ loanId, ask })
  expect(preview.refusal).toBeNull()
  const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason })
  await bank.as(approver).loanActs.approve({ actId, note })
  return preview
}

describe('an act on a loan', () => {
  it('tells what would be booked by the names of the accounts, to its maker and its checker', async () => {
    const loanId = await aLoan({ paid: paidInTime(5) })
    const ask: ActAsk = { kind: 'write-off' }
    const { postings } = await bank.as(collector).loanActs.preview({ loanId, ask })
    expect(postings).toContainEqual(
      expect.objectContaining({
        creditAccount: { name: '贷款', nameEn: 'Loans' },
        debitAccount: expect.objectContaining({ name: expect.any(String) }),
      }),
    )
    const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason })
    expect((await bank.as(approver).loanActs.get({ actId })).preview.postings).toEqual(postings)
    await bank.as(collector).loanActs.withdraw({ actId })
  })

  it('changes nothing until another person approves it, and then happens as it was shown', async () => {
    const loanId = await aLoan({ paid: paidInTime(5) })
    const ask: ActAsk = {
      kind: 'rate-reset',
      from: day('2026-10-15'),
      annualRate: parseRate('4.5'),
    }
    const before = await read(loanId)
    const { actId, number } = await bank.as(collector).loanActs.propose({ loanId, ask, reason })
    expect(number).toMatch(/^DB2026-\d{6}$/)
    expect(await read(loanId)).toMatchObject({ annualRate: before.annualRate, scheduleVersion: 1 })
    const waiting = await bank.as(approver).loanActs.list({ status: 'waiting' })
    expect(waiting.rows).toMatchObject([{ id: actId, isStale: false, refusal: null }])

    const own = await bank.hire(['post-loan-officer', 'branch-approver'])
    const mine = await bank.as(own).loanActs.propose({ loanId, ask, reason })
    await expect(bank.as(own).loanActs.approve({ actId: mine.actId, note })).rejects.toThrow(
      'own-act',
    )
    await bank.as(own).loanActs.withdraw({ actId: mine.actId })

    await bank.as(approver).loanActs.approve({ actId, note })
    const after = await read(loanId)
    expect(after).toMatchObject({ annualRate: parseRate('4.5'), scheduleVersion: 2 })
    const act = await bank.as(approver).loanActs.get({ actId })
    const { after: shown } = act.preview as { after: { instalments: { total: number }[] } }
    const open = after.schedule.filter(({ state }) => state === 'open')
    expect(open.map(({ total }) => total)).toEqual(shown.instalments.map(({ total }) => total))
    await expect(bank.as(approver).loanActs.refuse({ actId, note })).rejects.toThrow(
      'act-is-decided',
    )
  })

  it('is looked at again when the loan has moved since', async () => {
    const loanId = await aLoan({ paid: paidInTime(4) })
    const ask: ActAsk = { kind: 'extension', maturesOn: day('2027-08-15') }
    const { actId } = await bank.as(collector).loanActs.propose({ loanId, ask, reason })
    await bank.as(collector).loans.repay({ loanId, amount: money(100_00) })
    await expect(bank.as(approver).loanActs.approve({ actId, note })).rejects.toThrow(
      'loan-has-moved',
    )
    const [row] = (await bank.as(approver).loanActs.list({ loanId })).rows
    expect(row).toMatchObject({ isStale: true })
    await bank.as(approver).loanActs.refuse({ actId, note })
  })

  it('is not for people of another branch', async () => {
    const loanId = await aLoan()
    const { actId } = await bank
      .as(collector)
      .loanActs.propose({ loanId, ask: { kind: 'write-off' }, reason })
    const southern = await bank.hire('branch-approver', { branchId: bank.south })
    await expect(bank.as(southern).loanActs.approve({ actId, note })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await bank.as(collector).loanActs.withdraw({ actId })
  })
})

describe('what two people can do', () => {
  it('extends a loan, and the old schedule stays to be read', async () => {
    const loanId = await aLoan({ paid: paidInTime(5) })
    const preview = await carriedOut(loanId, { kind: 'extension', maturesOn: day('2027-08-15') })
    const page = await read(loanId)
    expect(page.maturesOn).toBe('2027-08-15')
    expect(page.maturesOn).toBe(preview.after.maturesOn)
    const versions = await bank.as(officer).loans.versions({ loanId })
    expect(versions).toMatchObject([{ version: 1 }, { version: 2, reason: 'extension' }])
    expect(versions[0]?.rows.filter((row) => row.isSuperseded)).toHaveLength(7)
    expect(page.schedule.reduce((sum, row) => sum + row.principal, 0)).toBe(page.principal)
  })

  it('restructures with unpaid interest joined to the principal', async () => {
    const loanId = await aLoan({ paid: paidInTime(3) })
    const before = await read(loanId)
    await carriedOut(loanId, {
      kind: 'restructuring',
      terms: {
        method: 'equal-principal',
        frequency: 'quarterly',
        periods: 6,
        firstDueOn: day('2027-01-15'),
        annualRate: parseRate('3'),
      },
      capitalises: ['interest'],
      isInDifficulty: true,
    })
    const page = await read(loanId)
    expect(page.annualRate).toBe(parseRate('3'))
    expect(page.balance).toBe(before.balance + before.owed.interest)
    expect(page.schedule.filter(({ state }) => state === 'open')).toHaveLength(6)
  })

  it('forgives penalty interest, but not more than is owed', async () => {
    const loanId = await aLoan({ paid: paidInTime(3) })
    const { owed } = await read(loanId)
    const tooMuch = { kind: 'waiver', part: 'penalty', amount: money(owed.penalty + 1) } as const
    await expect(
      bank.as(collector).loanActs.propose({ loanId, ask: tooMuch, reason }),
    ).rejects.toThrow('more-than-owed')
    await carriedOut(loanId, { ...tooMuch, amount: owed.penalty })
    expect(await read(loanId)).toMatchObject({
      owed: { penalty: 0, principal: owed.principal, total: owed.total - owed.penalty },
    })
  })

  it('writes a loan off, and what comes in later is a recovery', async () => {
    const loanId = await aLoan()
    const before = await read(loanId)
    await carriedOut(loanId, { kind: 'write-off' })
    const written = await read(loanId)
    expect(written).toMatchObject({
      status: 'written-off',
      balance: 0,
      writtenOff: before.balance,
      tier: 'loss',
    })
    const { rows } = await bank.as(officer).loans.list({ status: 'written-off' })
    expect(rows.map(({ id }) => id)).toEqual([loanId])
    const back = await bank.as(collector).loans.repay({ loanId, amount: money(1_000_00) })
    expect(back.status).toBe('written-off')
    const page = await read(loanId)
    expect(page.repayments[0]).toMatchObject({ kind: 'recovery', amount: 1_000_00 })
    expect(page.writtenOff).toBe(before.balance - back.principal)
  })

  it('gives held money back', async () => {
    const loanId = await aLoan({ paid: paidInTime(5) })
    await bank.as(collector).loans.repay({ loanId, amount: money(800_00) })
    await carriedOut(loanId, { kind: 'refund', amount: money(300_00) })
    expect(await read(loanId)).toMatchObject({ held: 500_00 })
  })

  it('takes a repayment back as if it had never been', async () => {
    const loanId = await aLoan({ paid: paidInTime(4) })
    const before = await read(loanId)
    const { repaymentId } = await bank
      .as(collector)
      .loans.repay({ loanId, amount: before.owed.total })
    await carriedOut(loanId, { kind: 'reversal', eventId: repaymentId })
    const after = await read(loanId)
    expect(after).toMatchObject({ balance: before.balance, owed: before.owed, held: 0 })
    expect(after.schedule).toEqual(before.schedule)
    expect(after.repayments[0]).toMatchObject({ id: repaymentId, reversedOn: '2026-10-15' })
    const net = new Map<string, number>()
    for (const { debit, credit, amount } of after.postings.slice(before.postings.length)) {
      net.set(debit, (net.get(debit) ?? 0) + amount)
      net.set(credit, (net.get(credit) ?? 0) - amount)
    }
    expect([...net.values()].every((sum) => sum === 0)).toBe(true)
    await expect(
      bank.as(collector).loanActs.propose({
        loanId,
        ask: { kind: 'reversal', eventId: repaymentId },
        reason,
      }),
    ).rejects.toThrow('already-reversed')
  })

  it('dates a repayment further back than one person may', async () => {
    const loanId = await aLoan({ paid: paidInTime(2) })
    const late = await read(loanId)
    const third = late.schedule[2]
    const amount = money(third?.total ?? 0)
    await carriedOut(loanId, { kind: 'backdated', paidOn: day('2026-08-15'), amount })
    const page = await read(loanId)
    expect(page.schedule[2]).toMatchObject({ state: 'paid', penaltyPaid: 0 })
    expect(page.owed.penalty).toBeLessThan(late.owed.penalty)
    expect(page.postings.at(-1)).toMatchObject({
      valueDay: '2026-08-15',
      businessDay: '2026-10-15',
    })
  })

  it('marks misuse of an amount, which alone bears the penalty', async () => {
    const loanId = await aLoan({ paid: paidInTime(4) })
    const from = day('2026-10-01')
    const asked = { kind: 'misuse' as const, from, isOver: false, amount: money(30_000_00) }
    await carriedOut(loanId, asked)
    const page = await read(loanId)
    expect(page).toMatchObject({ misusedFrom: from, misusedAmount: 30_000_00 })
    // 30,000 at 6 % more for the fourteen days to the instalment of today.
    expect(page.owed.penalty).toBe(70_00)
    const tooMuch = { ...asked, amount: money(page.balance + 1) }
    const { refusal } = await bank.as(collector).loanActs.preview({ loanId, ask: tooMuch })
    expect(refusal).toBe('above-balance')
  })

  it('forgives one charge of several', async () => {
    const fee = { code: 'notice', name: '通知费', payee: '贷款人' }
    const basis = { kind: 'amount' as const, amount: money(50_00) }
    const servicing = { fees: [{ ...fee, charged: 'by-hand' as const, basis }] }
    const loanId = await aLoan({ paid: paidInTime(5), servicing })
    for (const amount of [50_00, 80_00]) {
      await bank.as(collector).loans.chargeFee({ loanId, code: 'notice', amount: money(amount) })
    }
    const { charges } = await read(loanId)
    const second = charges.find(({ amount }) => amount === 80_00)
    const only = { eventId: second?.eventId ?? '', code: 'notice' }
    await carriedOut(loanId, { kind: 'waiver', part: 'fee', amount: money(80_00), only })
    const after = await read(loanId)
    expect(after.charges.map(({ amount, owed }) => [amount, owed])).toEqual([
      [50_00, 50_00],
      [80_00, 0],
    ])
    expect(after.owed.fee).toBe(50_00)
  })

  it('marks misuse, and the penalty runs from its day', async () => {
    const loanId = await aLoan({ paid: paidInTime(4) })
    await carriedOut(loanId, { kind: 'misuse', from: day('2026-10-01'), isOver: false })
    expect(await read(loanId)).toMatchObject({ misusedFrom: '2026-10-01' })
    const { owed } = await bank.as(officer).loans.asOf({ loanId, on: day('2026-11-15') })
    expect(owed.penalty).toBeGreaterThan(0)
  })
})

describe('after all of this', () => {
  it('every invariant holds', async () => {
    const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
      findBreaches(tx, bank.institution.id),
    )
    expect(breaches).toEqual([])
  })
})
