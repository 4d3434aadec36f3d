import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { aRunningLoan, paidInTime, type Running } from './testing-loans.ts'
import { aBorrower, anApprovedApplication, withCapital } from './testing.queries.ts'

let bank: TestBank
let officer: TestStaff
let approver: TestStaff
let payer: TestStaff
let collector: TestStaff
const today = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  payer = await bank.hire('disbursement-officer')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

async function aLoan(running: Partial<Running> = {}) {
  const customerId = await aBorrower(bank, officer)
  const { loan, instalments } = await aRunningLoan(bank, officer, { customerId, ...running })
  return { loanId: loan.id, instalments }
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })

describe('money that comes in late', () => {
  it('pays fees, penalty and compound interest before the instalment', async () => {
    const { loanId, instalments } = await aLoan({ paid: paidInTime(4) })
    const due = instalments[4]
    if (!due) throw new Error('no fifth instalment')
    const total = due.principal + due.interest
    expect(await read(loanId)).toMatchObject({ daysPastDue: 0, owed: { penalty: 0, total } })

    const late = await aLoan({ paid: paidInTime(3) })
    const standing = await read(late.loanId)
    const { owed } = standing
    expect(standing.daysPastDue).toBe(30)
    // 9 % a year of the overdue principal and interest, thirty days.
    const fourth = late.instalments[3]
    expect(owed.penalty).toBe(Math.round(((fourth?.principal ?? 0) * 0.09 * 30) / 360))
    expect(owed.compound).toBe(Math.round(((fourth?.interest ?? 0) * 0.09 * 30) / 360))
    const paid = await bank.as(collector).loans.repay({ loanId: late.loanId, amount: owed.total })
    expect(paid).toMatchObject({
      penalty: owed.penalty,
      compound: owed.compound,
      interest: owed.interest,
      principal: owed.principal,
      held: 0,
    })
    const after = await read(late.loanId)
    expect(after).toMatchObject({ owed: { total: 0 }, daysPastDue: 0 })
    expect(after.balance).toBe(standing.balance - owed.principal)
  })

  it('is held when nothing asks for it yet, where the contract says so', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(5) })
    const paid = await bank.as(collector).loans.repay({ loanId, amount: money(500_00) })
    expect(paid).toMatchObject({ principal: 0, interest: 0, held: 500_00 })
    expect(await read(loanId)).toMatchObject({ held: 500_00 })
  })
})

describe('a repayment of an earlier day', () => {
  it('is put into its place, and the difference is booked today', async () => {
    const { loanId, instalments } = await aLoan({ paid: paidInTime(3) })
    const fourth = instalments[3]
    const before = await read(loanId)
    const amount = money((fourth?.principal ?? 0) + (fourth?.interest ?? 0))
    const later = await bank.as(collector).loans.repay({ loanId, amount: before.owed.total })
    expect(later.penalty).toBeGreaterThan(0)

    const quote = await bank
      .as(collector)
      .loans.quote({ loanId, amount, paidOn: day('2026-09-18') })
    const reposted = quote.effect?.after?.reposted ?? []
    expect(reposted.length).toBeGreaterThan(2)
    const early = await bank
      .as(collector)
      .loans.repay({ loanId, amount, paidOn: day('2026-09-18') })
    // Three days late only: what was paid today pays more of the rest.
    expect(early.penalty).toBeLessThan(later.penalty)
    const page = await read(loanId)
    const booked = page.postings.filter(({ kind }) => kind === 'reversal' || kind === 'replay')
    expect(booked.length).toBeGreaterThan(0)
    expect(booked.every(({ businessDay }) => businessDay === today)).toBe(true)
    expect(page.repayments.map(({ paidOn }) => paidOn)).toContain('2026-09-18')
    const happenings = await bank.as(officer).loans.happenings({ loanId })
    expect(happenings[0]).toMatchObject({ kind: 'repayment', isBackdated: true })
  })

  it.each([
    ['2026-09-14', 'too-far-back'],
    ['2026-05-14', 'paid-before-disbursement'],
    ['2026-10-16', 'paid-in-the-future'],
  ])('on %s is refused: %s', async (paidOn, reason) => {
    const { loanId } = await aLoan()
    const asked = { loanId, amount: money(100_00), paidOn: day(paidOn) }
    await expect(bank.as(collector).loans.repay(asked)).rejects.toThrow(reason)
  })
})

describe('repaying early', () => {
  it('shows the three ways side by side, and each does what it showed', async () => {
    for (const mode of ['same-term', 'same-instalment'] as const) {
      const { loanId } = await aLoan({ paid: paidInTime(5) })
      const amount = money(30_000_00)
      const ways = await bank.as(officer).loans.prepayments({ loanId, amount })
      const shown = ways.find((way) => way.mode === mode)
      expect(shown).toMatchObject({ refusal: null })
      const done = await bank.as(collector).loans.prepay({ loanId, mode, amount })
      expect(done.held).toBe(0)
      const page = await read(loanId)
      expect(page.scheduleVersion).toBe(2)
      const rest = page.schedule.filter(({ state }) => state !== 'paid')
      expect(rest).toHaveLength(shown?.count ?? 0)
      expect(rest[0]?.total).toBe(shown?.instalment)
      const versions = await bank.as(officer).loans.versions({ loanId })
      expect(versions.map(({ version }) => version)).toEqual([1, 2])
      expect(versions[0]?.rows.filter((row) => row.isSuperseded)).toHaveLength(7)
    }
  })

  it('settles to the fen, and asks for nothing more', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(4) })
    const { payoff } = await read(loanId)
    const done = await bank.as(collector).loans.prepay({ loanId, mode: 'settle' })
    expect(done).toMatchObject({ amount: payoff?.total, status: 'settled', balance: 0 })
    const page = await read(loanId)
    expect(page).toMatchObject({ owed: { total: 0 }, payoff: null, settledOn: today })
  })
})

describe('paying out in parts', () => {
  it('draws up to the commitment and keeps the rest reserved', async () => {
    const { applicationId } = await anApprovedApplication(bank, { officer, approver })
    await bank.as(officer).loans.contract({ applicationId, signedOn: today })
    const { loan } = await bank
      .as(payer)
      .loans.disburse({ applicationId, amount: money(400_000_00) })
    const open = await read(loan.id)
    expect(open).toMatchObject({ principal: 400_000_00, undrawn: 800_000_00, balance: 400_000_00 })
    await bank.as(payer).loans.draw({ loanId: loan.id, amount: money(300_000_00) })
    const more = { loanId: loan.id, amount: money(500_000_01) }
    await expect(bank.as(payer).loans.draw(more)).rejects.toThrow('above-commitment')
    await bank.as(payer).loans.draw({ loanId: loan.id, amount: money(500_000_00) })
    const page = await read(loan.id)
    expect(page).toMatchObject({ principal: 1_200_000_00, undrawn: 0, balance: 1_200_000_00 })
    expect(page.schedule.reduce((sum, row) => sum + row.principal, 0)).toBe(1_200_000_00)
    const another = { loanId: loan.id, amount: money(1) }
    await expect(bank.as(payer).loans.draw(another)).rejects.toThrow('approval-lapsed')
  })
})

describe('a charge made by hand', () => {
  const visit = {
    code: 'visit',
    name: '上门费',
    payee: '本行',
    charged: 'by-hand' as const,
    basis: { kind: 'amount' as const, amount: money(50_00) },
  }

  it('falls due at once and is paid before anything else', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(4), servicing: { fees: [visit] } })
    const fee = { loanId, code: 'visit', amount: money(50_00) }
    expect(await bank.as(collector).loans.chargeFee(fee)).toMatchObject({ feesDue: 50_00 })
    const paid = await bank.as(collector).loans.repay({ loanId, amount: money(60_00) })
    expect(paid).toMatchObject({ fee: 50_00, interest: 10_00, principal: 0 })
    expect(await read(loanId)).toMatchObject({ feesDue: 0, owed: { fee: 0 } })
  })

  it('is refused where the contract names none', async () => {
    const { loanId } = await aLoan()
    const fee = { loanId, code: 'visit', amount: money(50_00) }
    await expect(bank.as(collector).loans.chargeFee(fee)).rejects.toThrow('fee-not-agreed')
  })
})

describe('questions as of a day', () => {
  it('answers for days gone by, today and days to come', async () => {
    const { loanId, instalments } = await aLoan({ paid: paidInTime(5) })
    const asOf = (on: string) => bank.as(officer).loans.asOf({ loanId, on: day(on) })
    const principal = (count: number) =>
      instalments.slice(0, count).reduce((sum, row) => sum + row.principal, 0)
    expect(await asOf('2026-05-15')).toMatchObject({ balance: 120_000_00, isForecast: false })
    expect(await asOf('2026-06-14')).toMatchObject({ balance: 120_000_00 })
    expect(await asOf('2026-06-15')).toMatchObject({ balance: 120_000_00 - principal(1) })
    expect(await asOf('2026-11-16')).toMatchObject({ isForecast: true, daysPastDue: 1 })
    await expect(asOf('2026-05-14')).rejects.toThrow('before-disbursement')
    const now = await asOf(today)
    const page = await read(loanId)
    expect(now).toMatchObject({ balance: page.balance, owed: page.owed, payoff: page.payoff })
    expect(now.accrued).toBe(page.accrued)
  })

  it('gives a statement whose lines lead from the first balance to the last', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(5) })
    const whole = await bank.as(officer).loans.statement({ loanId })
    const page = await read(loanId)
    expect(whole.lines).toHaveLength(6)
    expect(whole).toMatchObject({ opening: 0, closing: page.balance })
    const part = await bank
      .as(officer)
      .loans.statement({ loanId, from: day('2026-07-01'), to: day('2026-08-31') })
    expect(part.lines.map(({ on }) => on)).toEqual(['2026-07-15', '2026-08-15'])
    const paid = part.lines.reduce((sum, line) => sum + line.paid.principal, 0)
    expect(part.closing).toBe(part.opening - paid)
  })

  it('explains the numbers of a schedule', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(3) })
    const page = await read(loanId)
    const fourth = page.schedule[3]
    const cell = (column: 'interest' | 'penalty') =>
      bank.as(officer).loans.explain({ loanId, number: 4, column })
    expect(await cell('interest')).toMatchObject({ result: fourth?.interest })
    expect(JSON.stringify(await cell('penalty'))).toContain(String(fourth?.penalty))
  })

  it('tries things out without changing anything', async () => {
    const { loanId } = await aLoan({ paid: paidInTime(5) })
    const before = await read(loanId)
    const trial = await bank.as(officer).loans.whatIf({
      loanId,
      change: { kind: 'prepayment', mode: 'same-term', amount: money(20_000_00) },
    })
    expect(trial.refusal).toBeNull()
    expect(trial.after.totalToCome).toBeLessThan(trial.before.totalToCome)
    expect(trial.postings.length).toBeGreaterThan(0)
    const refused = await bank.as(officer).loans.whatIf({
      loanId,
      change: { kind: 'refund', amount: money(1) },
    })
    expect(refused).toMatchObject({ refusal: 'more-than-held' })
    expect(await read(loanId)).toEqual(before)
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
