import { randomUUID } from 'node:crypto'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { aRunningLoan, paidInTime } from './testing-loans.ts'
import { aBorrower, withCapital } from './testing.queries.ts'

const atOnce = 50

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

async function aLoan(overpayment: 'held' | 'pays-ahead'): Promise<string> {
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, {
    customerId,
    servicing: { overpayment },
    paid: paidInTime(4),
  })
  return loan.id
}

const read = (loanId: string) => bank.as(officer).loans.get({ loanId })
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)

/** On a busy machine a connection may not come free in time; who asked asks again, with the same key. */
async function repay(loanId: string, amount: number, idempotencyKey: string): Promise<string> {
  for (;;) {
    try {
      const asked = { loanId, amount: money(amount) }
      return (await bank.as(collector, { idempotencyKey }).loans.repay(asked)).repaymentId
    } catch (error) {
      if (Reflect.get(Object(error), 'message') !== 'database-unavailable') throw error
    }
  }
}

async function expectSound(): Promise<void> {
  const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
    findBreaches(tx, bank.institution.id),
  )
  expect(breaches).toEqual([])
}

describe('fifty repayments of one loan at once', () => {
  it('are one when they are one intent', async () => {
    const loanId = await aLoan('held')
    const before = await read(loanId)
    const key = randomUUID()
    const ids = await Promise.all(
      Array.from({ length: atOnce }, () => repay(loanId, 4_321_00, key)),
    )
    expect(new Set(ids).size).toBe(1)
    const after = await read(loanId)
    expect(after.repayments.length - before.repayments.length).toBe(1)
    expect(after.eventCount - before.eventCount).toBe(1)
    await expectSound()
  }, 120_000)

  it('are fifty when they are fifty intents, and add up to the fen', async () => {
    const loanId = await aLoan('held')
    const before = await read(loanId)
    const amounts = Array.from({ length: atOnce }, (_, index) => 100_00 + index)
    const ids = await Promise.all(amounts.map((amount) => repay(loanId, amount, randomUUID())))
    expect(new Set(ids).size).toBe(atOnce)
    const after = await read(loanId)
    const known = new Set(before.repayments.map(({ id }) => id))
    const added = after.repayments.filter(({ id }) => !known.has(id))
    expect(sum(added.map(({ amount }) => amount))).toBe(sum(amounts))
    expect(after.eventCount - before.eventCount).toBe(atOnce)
    await expectSound()
  }, 120_000)

  it('take no more than is owed, where nothing is held beyond it', async () => {
    const loanId = await aLoan('pays-ahead')
    const { schedule } = await read(loanId)
    const toPay = sum(
      schedule.map(
        ({ principal, interest, principalPaid, interestPaid }) =>
          principal + interest - principalPaid - interestPaid,
      ),
    )
    const each = Math.ceil(toPay / 20)
    const outcomes = await Promise.allSettled(
      Array.from({ length: atOnce }, () => repay(loanId, each, randomUUID())),
    )
    const taken = outcomes.filter(({ status }) => status === 'fulfilled').length
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [Reflect.get(Object(outcome.reason), 'message')] : [],
    )
    expect(taken).toBe(Math.floor(toPay / each))
    expect(new Set(reasons)).toEqual(new Set(['more-than-owed']))
    expect(reasons).toHaveLength(atOnce - taken)
    await expectSound()
  }, 120_000)
})
