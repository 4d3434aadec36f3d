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
    [
      'I3',
      `update reservation set amount = amount - 1 where application_id = (select application_id from loan where id = $1)`,
    ],
    [
      'I4',
      `insert into customer_limit (institution_id, id, customer_id, amount, is_revolving, valid_from, status, set_by, set_at, note)
        select institution_id, gen_random_uuid(), customer_id, balance - 1, true, '2026-01-01', 'in-force', officer_id,
          created_at - interval '1 day', '' from loan where id = $1`,
    ],
    [
      'I4',
      `with grouped as (
        insert into customer_group (institution_id, id, number, name, name_sort, status, lead_branch_id, made_by, made_at)
          select institution_id, gen_random_uuid(), 'G', 'G', 'G', 'confirmed', branch_id, officer_id, created_at
          from loan where id = $1 returning institution_id, id
      ), joined as (
        insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, known_from)
          select grouped.institution_id, gen_random_uuid(), grouped.id, loan.customer_id, '', '2026-01-01',
            loan.created_at - interval '1 day' from grouped, loan where loan.id = $1
      )
      insert into group_limit (institution_id, id, group_id, amount, is_revolving, valid_from, set_by, set_at, note)
        select grouped.institution_id, gen_random_uuid(), grouped.id, loan.balance - 1, true, '2026-01-01', loan.officer_id,
          loan.created_at - interval '1 day', '' from grouped, loan where loan.id = $1`,
    ],
    ['I6', `update loan_tier set tier = 'loss' where loan_id = $1`],
    ['I8', `delete from audit_event where entity_id = $1 and action = 'repay'`],
    [
      'I8',
      `update audit_event set entity_id = gen_random_uuid() where entity_id = $1 and action = 'disburse'`,
    ],
    [
      'I9',
      `insert into job (institution_id, id, kind, payload, asked_by, asked_at, run_after, queued_at)
        select institution_id, gen_random_uuid(), 'derive-sets', '{}', officer_id, now(), now(), now()
        from loan where id = $1`,
    ],
    [
      'I9',
      `select graphile_worker.add_job('banyan', json_build_object('institutionId', institution_id, 'jobId', id), job_key => id::text)
        from loan where id = $1`,
    ],
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

  it('I7: are held by the database itself, which lets nobody decide on his own act', async () => {
    for (const damage of [
      'update decision set checker_id = maker_id',
      'update loan set disbursed_by = contract_made_by where contract_made_by is not null',
    ])
      await expect(superuser.query(damage)).rejects.toThrow(/violates check constraint/)
  })
})

const damaged = [
  'group_limit',
  'group_member',
  'customer_group',
  'customer_limit',
  'job',
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
    // Nothing was handed to the queue before.
    await superuser.query('delete from graphile_worker._private_jobs')
    for (const table of damaged) {
      await superuser.query(`delete from ${table}`)
      await superuser.query(`insert into ${table} select * from kept_${table}`)
      await superuser.query(`drop table kept_${table}`)
    }
  }
}
