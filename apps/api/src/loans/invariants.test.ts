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

describe('a group that owes more than a limit', () => {
  const [below, enough] = [-1, 1]

  it.each<[string, boolean, Grouped]>([
    ['of the time of the drawdown', true, { before: below }],
    ['that was raised since', true, { before: below, since: enough }],
    ['that was cut further since', true, { before: below, since: below }],
    ['that was raised before', false, { long: below, before: enough }],
    ['that was cut since', false, { before: enough, since: below }],
    ['that was first set since', false, { since: below }],
    ['as the customer joined since', false, { before: below, joined: 1 }],
    ['as a payment was taken back since', false, { before: below, takenBack: 1 }],
    ['though a payment was taken back before', true, { before: below, takenBack: -1 }],
  ])('%s: named %s', async (_, isNamed, grouped) => {
    const putBack = await snapshot()
    await group(grouped)
    const found = await breaches()
    await putBack()
    const names = found.map(({ invariant }) => invariant.split(' ')[0])
    expect(names.includes('I4')).toBe(isNamed)
  })
})

interface Grouped {
  /** What the limit set two days and one day before the drawdown, and one after, holds more than is owed. */
  long?: number
  before?: number
  since?: number
  /** Days from the drawdown. */
  joined?: number
  takenBack?: number
}

/** Puts the borrower into a group of its own. */
async function group({ long, before, since, joined = -3, takenBack }: Grouped): Promise<void> {
  await superuser.query(
    `with grouped as (
      insert into customer_group (institution_id, id, number, name, name_sort, status, lead_branch_id, made_by, made_at)
        select institution_id, gen_random_uuid(), 'G', 'G', 'G', 'confirmed', branch_id, officer_id, created_at
        from loan where id = $1 returning institution_id, id
    ), joined as (
      insert into group_member (institution_id, id, group_id, customer_id, reason, valid_from, known_from)
        select grouped.institution_id, gen_random_uuid(), grouped.id, loan.customer_id, '', '2026-01-01',
          loan.created_at + $2 * interval '1 day' from grouped, loan where loan.id = $1
    )
    insert into group_limit (institution_id, id, group_id, amount, is_revolving, valid_from, set_by, set_at, note)
      select grouped.institution_id, gen_random_uuid(), grouped.id, loan.balance + bound.more, true, '2026-01-01',
        loan.officer_id, loan.created_at + bound.day * interval '1 day', ''
      from grouped, loan, (values (-2, $3::int), (-1, $4), (1, $5)) bound(day, more)
      where loan.id = $1 and bound.more is not null`,
    [loanId, joined, long, before, since],
  )
  if (takenBack === undefined) return
  await superuser.query(
    `insert into loan_event (institution_id, id, loan_id, sequence, kind, value_day, business_day, detail, reverses,
        source, made_by, made_at)
      select institution_id, gen_random_uuid(), id, event_count + 1, 'reversal', disbursed_on, disbursed_on, '{}',
        gen_random_uuid(), 'operation', officer_id, created_at + $2 * interval '1 day' from loan where id = $1`,
    [loanId, takenBack],
  )
}

const damaged = [
  'loan_event',
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
