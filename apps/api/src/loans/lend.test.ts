import { createHash, randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { anApprovedApplication, withCapital } from './testing.queries.ts'

let bank: TestBank
let officer: TestStaff
let approver: TestStaff
let payer: TestStaff
let collector: TestStaff
const signedOn = day('2026-10-15')

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  approver = await bank.hire('branch-approver')
  payer = await bank.hire('disbursement-officer')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

async function aContract(approved = {}) {
  const made = await anApprovedApplication(bank, { officer, approver }, approved)
  const contract = await bank.as(officer).loans.contract({ ...made, signedOn })
  return { ...made, contract }
}

async function aLoan(approved = {}) {
  const { applicationId } = await aContract(approved)
  const { loan } = await bank.as(payer).loans.disburse({ applicationId })
  return loan
}

describe('lending', () => {
  it('goes from an approval to a contract, a loan, and the last repayment', async () => {
    const { applicationId, contract } = await aContract()
    const text = await bank.as(officer).loans.contractText({ applicationId })
    if (!text) throw new Error('no contract')
    expect(text.text).toContain('人民币壹佰贰拾万元整（¥1200000.00）')
    expect(text.text).toContain('年利率：4.35%')
    expect(text.text.split('\n').at(-1)).toMatch(/^合计\t\t1200000\.00\t/)
    expect(text.digest).toBe(createHash('sha256').update(text.text).digest('hex'))
    expect(contract.contract.number).toMatch(/^HT2026-\d{6}$/)

    const { loan, status } = await bank.as(payer).loans.disburse({ applicationId })
    expect(status).toBe('disbursed')
    const opened = await bank.as(officer).loans.get({ loanId: loan.id })
    expect(opened).toMatchObject({
      balance: 120_000_000,
      status: 'active',
      tier: 'normal',
      contractNumber: contract.contract.number,
    })
    expect(opened.schedule).toHaveLength(12)
    expect(opened.postings).toMatchObject([{ debit: '1303', credit: '2011', amount: 120_000_000 }])

    const first = opened.schedule[0]
    const quote = await bank
      .as(collector)
      .loans.quote({ loanId: loan.id, amount: money(first?.total ?? 0) })
    const after = await bank
      .as(collector)
      .loans.repay({ loanId: loan.id, amount: money(first?.total ?? 0) })
    expect(after).toMatchObject({
      principal: first?.principal,
      interest: first?.interest,
      oldestUnpaidOn: '2026-12-15',
    })
    expect(quote.effect?.after).toMatchObject({
      principal: after.principal,
      interest: after.interest,
      balance: after.balance,
    })

    const rest = await bank.as(collector).loans.quote({ loanId: loan.id })
    const last = await bank.as(collector).loans.repay({ loanId: loan.id, amount: rest.owedInAll })
    expect(last).toMatchObject({ balance: 0, status: 'settled', oldestUnpaidOn: null })
    const settled = await bank.as(officer).loans.get({ loanId: loan.id })
    expect(settled.schedule.every(({ state }) => state === 'paid')).toBe(true)
    expect(settled.events.map(({ action }) => action)).toEqual(['repay', 'repay', 'disburse'])
  })

  it('lists the loans of a branch to its own people only', async () => {
    await aLoan()
    const southern = await bank.hire('customer-manager', { branchId: bank.south })
    expect((await bank.as(southern).loans.list({})).rows).toEqual([])
    const [first, ...rest] = (await bank.as(officer).loans.list({ limit: 1 })).rows
    expect(rest).toEqual([])
    await expect(bank.as(southern).loans.get({ loanId: first?.id ?? '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('turns pages without losing or repeating a loan', async () => {
    for (let made = 0; made < 3; made++) await aLoan({ amount: money(1_000_000_00) })
    for (const sort of ['newest', 'largest'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await bank.as(officer).loans.list({ sort, cursor, limit: 2 })
        seen.push(...page.rows.map(({ id }) => id))
        cursor = page.next
      } while (cursor)
      const all = await bank.as(officer).loans.list({ sort })
      expect(seen).toEqual(all.rows.map(({ id }) => id))
      expect(new Set(seen).size).toBe(all.total?.count)
    }
  })
})

describe('making a contract', () => {
  it.each([
    ['2026-10-14', 'signed-before-decision'],
    ['2026-10-16', 'signed-in-the-future'],
  ])('signed on %s is refused: %s', async (on, reason) => {
    const made = await anApprovedApplication(bank, { officer, approver })
    await expect(bank.as(officer).loans.contract({ ...made, signedOn: day(on) })).rejects.toThrow(
      reason,
    )
  })

  it('happens once', async () => {
    const { applicationId } = await anApprovedApplication(bank, { officer, approver })
    expect(await bank.as(officer).loans.contractText({ applicationId })).toBeNull()
    await bank.as(officer).loans.contract({ applicationId, signedOn })
    await expect(bank.as(officer).loans.contract({ applicationId, signedOn })).rejects.toThrow(
      'cannot-contract-when-contracted',
    )
  })
})

describe('paying out', () => {
  it('takes effect once for eight requests of one intent, and answers all of them alike', async () => {
    const { applicationId } = await aContract()
    const idempotencyKey = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        bank.as(payer, { idempotencyKey }).loans.disburse({ applicationId }),
      ),
    )
    expect(new Set(answers.map(({ loan }) => loan.id)).size).toBe(1)
    const other = await aContract()
    await expect(
      bank.as(payer, { idempotencyKey }).loans.disburse({ applicationId: other.applicationId }),
    ).rejects.toThrow('idempotency-key-reused')
  })

  it('takes effect once for eight different intents, and refuses seven', async () => {
    const { applicationId, customerId } = await aContract()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => bank.as(payer).loans.disburse({ applicationId })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(String(outcome.reason)).toContain('cannot-disburse-when-disbursed')
    }
    expect((await bank.as(officer).loans.list({ customerId })).rows).toHaveLength(1)
  })

  it('is refused without a contract', async () => {
    const { applicationId } = await anApprovedApplication(bank, { officer, approver })
    await expect(bank.as(payer).loans.disburse({ applicationId })).rejects.toThrow(
      'cannot-disburse-when-approved',
    )
  })

  it('is refused to the person who drew up the contract, and leaves nothing', async () => {
    const both = await bank.hire(['customer-manager', 'disbursement-officer'])
    const made = await anApprovedApplication(bank, { officer: both, approver })
    await bank.as(both).loans.contract({ ...made, signedOn })
    await expect(bank.as(both).loans.disburse(made)).rejects.toThrow('own-contract')
    expect((await bank.as(officer).loans.list({ customerId: made.customerId })).rows).toEqual([])
    await expect(bank.as(payer).loans.disburse(made)).resolves.toMatchObject({
      status: 'disbursed',
    })
  })

  it('asks for a fresh sign-in', async () => {
    const { applicationId } = await aContract()
    const session = {
      ...(await import('../testing.ts')).sessionFor(payer),
      freshUntil: new Date(0),
    }
    await expect(bank.as(payer, { session }).loans.disburse({ applicationId })).rejects.toThrow(
      'sign-in-again',
    )
  })

  it('is refused to others than the disbursement officer', async () => {
    const { applicationId } = await aContract()
    for (const staff of [officer, approver, collector]) {
      await expect(bank.as(staff).loans.disburse({ applicationId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    }
  })
})

describe('weighing the limits again', () => {
  it('refuses what has passed the limit since the approval', async () => {
    const small = await aBank({ code: 'small' })
    const manager = await small.hire('customer-manager')
    const checker = await small.hire('branch-approver')
    const cashier = await small.hire('disbursement-officer')
    const made = await anApprovedApplication(small, { officer: manager, approver: checker })
    await small.as(manager).loans.contract({ ...made, signedOn })
    await expect(small.as(cashier).loans.disburse(made)).rejects.toThrow('capital-base-unknown')
    await withCapital(small, money(11_999_999_90))
    await expect(small.as(cashier).loans.disburse(made)).rejects.toThrow('over-single-limit')
    await small.drop()
  })
})

describe('taking a repayment', () => {
  it('takes effect once for eight requests of one intent', async () => {
    const loan = await aLoan()
    const idempotencyKey = randomUUID()
    const request = { loanId: loan.id, amount: money(1_000_00) }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bank.as(collector, { idempotencyKey }).loans.repay(request)),
    )
    expect(new Set(answers.map(({ repaymentId }) => repaymentId)).size).toBe(1)
    expect((await bank.as(officer).loans.get({ loanId: loan.id })).repayments).toHaveLength(1)
  })

  it('adds up over eight at once, and never takes more than is owed', async () => {
    const loan = await aLoan({ amount: money(100_000_00), termMonths: 1 })
    const { owedInAll } = await bank.as(collector).loans.quote({ loanId: loan.id })
    const amount = money(Math.ceil(owedInAll / 5))
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => bank.as(collector).loans.repay({ loanId: loan.id, amount })),
    )
    const taken = outcomes.filter(({ status }) => status === 'fulfilled')
    expect(taken).toHaveLength(owedInAll % 5 === 0 ? 5 : 4)
    const { balance, repayments } = await bank.as(officer).loans.get({ loanId: loan.id })
    expect(balance + repayments.reduce((sum, { principal }) => sum + principal, 0)).toBe(100_000_00)
  })

  it('says beforehand why it would be refused', async () => {
    const loan = await aLoan()
    const { owedInAll } = await bank.as(collector).loans.quote({ loanId: loan.id })
    const amount = money(owedInAll + 1)
    const quote = await bank.as(collector).loans.quote({ loanId: loan.id, amount })
    expect(quote.effect).toEqual({ refusal: 'more-than-owed', after: null })
    await expect(bank.as(collector).loans.repay({ loanId: loan.id, amount })).rejects.toThrow(
      'more-than-owed',
    )
  })
})

describe('after all of this', () => {
  it('every invariant holds', async () => {
    const { resources, institution } = bank
    const breaches = await resources.transact(institution.id, (tx) =>
      findBreaches(tx, institution.id),
    )
    expect(breaches).toEqual([])
  })
})
