import { randomUUID } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank } from '../testing.ts'
import { findBreaches } from './invariants.queries.ts'
import { anApprovedApplication, withCapital } from './testing.queries.ts'

let bank: TestBank
let superuser: pg.Client
let loanId: string
let applicationId: string

beforeAll(async () => {
  bank = await aBank()
  superuser = new pg.Client(bank.superuserUrl)
  await superuser.connect()
  await withCapital(bank)
  const officer = await bank.hire('customer-manager')
  const approver = await bank.hire('branch-approver')
  const payer = await bank.hire('disbursement-officer')
  const made = await anApprovedApplication(bank, { officer, approver })
  applicationId = made.applicationId
  await bank.as(officer).loans.contract({ applicationId, signedOn: day('2026-10-15') })
  loanId = (await bank.as(payer).loans.disburse({ applicationId })).loan.id
  await bank.as(payer).loans.repay({ loanId, amount: money(500_000_00) })
})

afterAll(async () => {
  await superuser.end()
  await bank.drop()
})

const breaches = () =>
  bank.resources.transact(bank.institution.id, (tx) => findBreaches(tx, bank.institution.id))

describe('the invariants', () => {
  it('hold over a loan that was paid out and partly repaid', async () => {
    expect(await breaches()).toEqual([])
  })

  it.each([
    [
      'I1',
      `update posting set amount = amount + 1 where loan_id = $1 and kind = 'repayment' and position = 1`,
    ],
    ['I2', 'update loan set balance = balance + 1 where id = $1'],
    [
      'I3',
      `update reservation set status = 'open' where application_id = (select application_id from loan where id = $1)`,
    ],
    [
      'I5',
      `update application set status = 'contracted' where id = (select application_id from loan where id = $1)`,
    ],
    [
      'I5',
      `update idempotency_key set reply = replace(reply, $1, '${randomUUID()}') where procedure = 'loans.disburse'`,
    ],
    ['I6', `update loan_tier set tier = 'loss' where loan_id = $1`],
    ['I8', `delete from audit_event where entity_id = $1 and action = 'repay'`],
    ['I10', `update instalment set principal = principal + 1 where loan_id = $1 and number = 12`],
    ['I10', `update repayment_share set interest = interest - 1 where loan_id = $1 and number = 1`],
  ])('%s: names what breaks it', async (id, damage) => {
    const putBack = await snapshot()
    await superuser.query(damage, [loanId])
    const found = await breaches()
    await putBack()
    expect(found.map(({ invariant }) => invariant.split(' ')[0])).toContain(id)
    expect(await breaches()).toEqual([])
  })
})

const damaged = [
  'posting',
  'loan',
  'reservation',
  'application',
  'idempotency_key',
  'loan_tier',
  'audit_event',
  'instalment',
  'repayment_share',
]

/** Copies of the tables a test damages, put back by the function it gives. */
async function snapshot(): Promise<() => Promise<void>> {
  await superuser.query('set session_replication_role = replica')
  for (const table of damaged)
    await superuser.query(`create temp table kept_${table} as table ${table}`)
  return async () => {
    for (const table of damaged) {
      await superuser.query(`delete from ${table}`)
      await superuser.query(`insert into ${table} select * from kept_${table}`)
      await superuser.query(`drop table kept_${table}`)
    }
  }
}
