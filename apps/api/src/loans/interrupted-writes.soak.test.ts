import { randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, caller, type TestBank, type TestStaff } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { aRunningLoan, paidInTime } from './testing-loans.ts'
import { aBorrower, anApprovedApplication, withCapital } from './testing.queries.ts'
import { troubled } from './troubled-resources.ts'

const share = 0.08
const repayments = 2_000
const drawdowns = 200
const deadlocks = 20
const intents = 100
const copies = 20
const clients = 4

let bank: TestBank
let officer: TestStaff
let payer: TestStaff

beforeAll(async () => {
  bank = await aBank()
  await withCapital(bank)
  officer = await bank.hire('customer-manager')
  payer = await bank.hire('disbursement-officer')
})
afterAll(() => bank.drop())

async function aLoan(): Promise<string> {
  const customerId = await aBorrower(bank, officer)
  const { loan } = await aRunningLoan(bank, officer, { customerId, paid: paidInTime(4) })
  return loan.id
}

async function aContract(): Promise<string> {
  const approver = await bank.hire('branch-approver')
  const made = await anApprovedApplication(bank, { officer, approver })
  const { applicationId } = made
  await bank.as(officer).loans.contract({ applicationId, signedOn: day('2026-10-15') })
  return applicationId
}

const countOf = (table: 'loan' | 'repayment') =>
  bank.resources.transact(bank.institution.id, async (tx) => {
    const rows = await tx
      .selectFrom(table)
      .select('id')
      .where('institutionId', '=', bank.institution.id)
      .execute()
    return rows.length
  })

async function expectSound(): Promise<void> {
  const breaches = await bank.resources.transact(bank.institution.id, (tx) =>
    findBreaches(tx, bank.institution.id),
  )
  expect(breaches).toEqual([])
}

/** Nothing was kept: who asked asks again, with the same key. */
const isDatabaseTrouble = (error: unknown) =>
  ['busy', 'database-unavailable'].includes(String(Reflect.get(Object(error), 'message')))

/** Each of so many things once, by a few clients; how many were done at the first asking. */
async function doAll(
  count: number,
  ask: (at: { idempotencyKey: string }, index: number) => Promise<unknown>,
): Promise<number> {
  let [next, atOnce] = [0, 0]
  const client = async () => {
    for (let index = next++; index < count; index = next++) {
      const at = { idempotencyKey: randomUUID() }
      for (let asked = 1, isDone = false; !isDone; asked++) {
        isDone = await ask(at, index).then(
          () => true,
          (error: unknown) => {
            if (!isDatabaseTrouble(error)) throw error
            return false
          },
        )
        if (isDone && asked === 1) atOnce += 1
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return atOnce
}

describe('conflicts that the database finds', () => {
  it('are tried again whole: 99.9 % of writes at the first asking, each once', async () => {
    const loanIds = await Promise.all(Array.from({ length: 20 }, aLoan))
    const contracts: string[] = []
    for (let made = 0; made < drawdowns; made++) contracts.push(await aContract())
    const before = { loans: await countOf('loan'), repayments: await countOf('repayment') }
    const { resources, injected } = troubled(bank.resources, () => Math.random() < share)
    const amount = money(1_00)
    const repaid = await doAll(repayments, (at, index) =>
      caller(resources, payer, at).loans.repay({ loanId: loanIds[index % 20] ?? '', amount }),
    )
    const drawn = await doAll(drawdowns, (at, index) =>
      caller(resources, payer, at).loans.disburse({ applicationId: contracts[index] ?? '' }),
    )
    expect((await countOf('repayment')) - before.repayments).toBe(repayments)
    expect((await countOf('loan')) - before.loans).toBe(drawdowns)
    await expectSound()
    console.info(
      `conflicts: ${injected()} injected into ${repayments} repayments and ${drawdowns} drawdowns, ` +
        `${repaid} and ${drawn} done at the first asking, each once`,
    )
    expect((repaid + drawn) / (repayments + drawdowns)).toBeGreaterThanOrEqual(0.999)
  })

  it('that are real deadlocks end in the repayment, once', async () => {
    const loanId = await aLoan()
    const before = await countOf('repayment')
    const other = new pg.Client(bank.superuserUrl)
    await other.connect()
    // The other side waits longer than the server's own look for deadlocks: the API is the one broken off.
    await other.query(`set deadlock_timeout = '30s'`)
    for (let round = 0; round < deadlocks; round++) {
      await other.query('begin; lock table audit_event in share row exclusive mode')
      const repaid = bank.as(payer).loans.repay({ loanId, amount: money(1_00) })
      await holdsLoan(loanId)
      await other.query('select id from loan where id = $1 for update', [loanId])
      await other.query('rollback')
      await repaid
    }
    const { rows } = await other.query<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    await other.end()
    expect((await countOf('repayment')) - before).toBe(deadlocks)
    await expectSound()
    console.info(
      `deadlocks: ${rows[0]?.deadlocks} found by the database, ${deadlocks} repaid, each once`,
    )
    expect(Number(rows[0]?.deadlocks)).toBeGreaterThanOrEqual(deadlocks)
  })
})

/** Until a transaction holds the loan and waits for the record of events. */
async function holdsLoan(loanId: string): Promise<void> {
  const watch = new pg.Client(bank.superuserUrl)
  await watch.connect()
  try {
    for (;;) {
      const { rowCount } = await watch.query(
        'select id from loan where id = $1 for update skip locked',
        [loanId],
      )
      if (rowCount === 0) return
    }
  } finally {
    await watch.end()
  }
}

describe('one intent sent many times at once', () => {
  it('has one effect and equal replies; another body or another intent is refused', async () => {
    const loanIds = await Promise.all(Array.from({ length: 20 }, aLoan))
    const before = { loans: await countOf('loan'), repayments: await countOf('repayment') }
    let refused = 0
    for (let intent = 0; intent < intents; intent++) {
      const at = { idempotencyKey: randomUUID() }
      const asked = { loanId: loanIds[intent % 20] ?? '', amount: money(3_21) }
      const send = () => bank.as(payer, at).loans.repay(asked)
      const replies = await Promise.all(Array.from({ length: copies }, send))
      expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
      const otherwise = bank.as(payer, at).loans.repay({ ...asked, amount: money(3_22) })
      await expect(otherwise).rejects.toThrow('idempotency-key-reused')
      refused += 1
    }
    const drawn = intents / 5
    for (let intent = 0; intent < drawn; intent++) {
      const applicationId = await aContract()
      const at = { idempotencyKey: randomUUID() }
      const send = () => bank.as(payer, at).loans.disburse({ applicationId })
      const replies = await Promise.all(Array.from({ length: copies }, send))
      expect(new Set(replies.map(({ loan }) => loan.id)).size).toBe(1)
      await expect(bank.as(payer).loans.disburse({ applicationId })).rejects.toThrow(
        'cannot-disburse-when-disbursed',
      )
      refused += 1
    }
    expect((await countOf('repayment')) - before.repayments).toBe(intents)
    expect((await countOf('loan')) - before.loans).toBe(drawn)
    await expectSound()
    console.info(
      `duplicates: ${intents} repayments and ${drawn} drawdowns each sent ${copies} times at once, ` +
        `${intents + drawn} effects, ${refused} contradictions refused`,
    )
  })
})
