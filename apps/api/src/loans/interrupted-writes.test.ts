import { randomUUID } from 'node:crypto'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, caller, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { aRunningLoan, paidInTime } from './testing-loans.ts'
import { aBorrower, withCapital } from './testing.queries.ts'
import { troubled } from './troubled-resources.ts'

let bank: TestBank
let officer: TestStaff
let collector: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  collector = await bank.hire('post-loan-officer')
})

afterAll(() => bank.drop())

async function aLoan(): Promise<string> {
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(4) })
  return loan.id
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })

describe('a write that the database breaks off', () => {
  it('is carried out whole, once, within three attempts', async () => {
    const loanId = await aLoan()
    const before = await read(loanId)
    const { resources, injected } = troubled(bank.resources, (attempt) => attempt % 3 === 0)
    for (let paid = 0; paid < 40; paid++) {
      await caller(resources, collector).loans.repay({ loanId, amount: money(10_00) })
    }
    expect(injected()).toBeGreaterThan(15)
    const page = await read(loanId)
    expect(page.repayments.length - before.repayments.length).toBe(40)
    expect(page.eventCount - before.eventCount).toBe(40)
  })
})

describe('one intent sent many times', () => {
  it('has one effect and twenty equal replies; the key with another body is refused', async () => {
    const loanId = await aLoan()
    const before = await read(loanId)
    const key = randomUUID()
    const asked = { loanId, amount: money(321_00) }
    const send = () => bank.as(collector, { idempotencyKey: key }).loans.repay(asked)
    const replies = await Promise.all(Array.from({ length: 20 }, send))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    const page = await read(loanId)
    expect(page.repayments.length - before.repayments.length).toBe(1)
    await expect(
      bank.as(collector, { idempotencyKey: key }).loans.repay({ ...asked, amount: money(322_00) }),
    ).rejects.toThrow('idempotency-key-reused')
    const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
      findBreaches(tx, bank.institution.id),
    )
    expect(breaches).toEqual([])
  })
})
