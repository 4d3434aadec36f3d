import { tableClass } from '@banyan/database'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, anInstitution, aBranch, type TestBank } from '../testing.ts'
import { aPerson } from '../testing-customers.ts'

let bank: TestBank
let app: pg.Client
let tables: string[]
let otherId: string

beforeAll(async () => {
  bank = await aBank()
  const other = await anInstitution(bank.resources, { code: 'hillside', name: '山边银行' })
  otherId = other.id
  const branchId = await aBranch(bank.db, other, '山边支行', 'M01')
  const stranger = await bank.hire('customer-manager', { institution: other, branchId })
  const anna = await bank.hire('customer-manager')
  await aPerson(bank, anna, { mobile: '13900000001' })
  await aPerson(bank, stranger, { mobile: '13900000002' })
  await bank
    .as(stranger)
    .staff.colleagues({})
    .catch(() => undefined)
  app = new pg.Client(bank.appUrl)
  await app.connect()
  const { rows } = await app.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  )
  tables = rows.map(({ name }) => name).filter((name) => tableClass(name) === 'institution')
})
afterAll(async () => {
  await app.end()
  await bank.drop()
})

async function inTransaction<T>(setting: string | null, run: () => Promise<T>): Promise<T> {
  await app.query('begin')
  try {
    if (setting !== null) await app.query(`set local app.institution_id = '${setting}'`)
    return await run()
  } finally {
    await app.query('rollback')
  }
}

const count = async (table: string, where = '') => {
  const { rows } = await app.query<{ n: string }>(`select count(*) as n from ${table} ${where}`)
  return Number(rows[0]?.n)
}

describe('row-level security, as the role that serves', () => {
  it('covers every institution table', () => {
    expect(tables.length).toBeGreaterThan(45)
    expect(tables).toEqual(
      expect.arrayContaining(['customer', 'loan', 'posting', 'audit_event', 'document_content']),
    )
  })

  it('makes every query without a setting an error, also on a connection that had one', async () => {
    for (const table of tables) {
      await expect(app.query(`select * from ${table} limit 1`), table).rejects.toThrow(
        /app\.institution_id|invalid input syntax/,
      )
      await inTransaction(bank.institution.id, () => count(table))
      await expect(app.query(`select * from ${table} limit 1`), table).rejects.toThrow(
        /app\.institution_id|invalid input syntax/,
      )
    }
  })

  it('never shows a row of another institution, asked for by its id', async () => {
    let seen = 0
    for (const table of tables) {
      seen += await inTransaction(bank.institution.id, () => count(table))
      const foreign = await inTransaction(bank.institution.id, () =>
        count(table, `where institution_id = '${otherId}'`),
      )
      expect(foreign, table).toBe(0)
    }
    expect(seen).toBeGreaterThan(10)
  })

  it('lets no row be written for, or moved to, another institution', async () => {
    await expect(
      inTransaction(bank.institution.id, () =>
        app.query(
          `insert into branch (institution_id, id, code, name, created_at) values ('${otherId}', gen_random_uuid(), 'X', 'X', now())`,
        ),
      ),
    ).rejects.toThrow('row-level security')
    await expect(
      inTransaction(bank.institution.id, () =>
        app.query(`update branch set institution_id = '${otherId}'`),
      ),
    ).rejects.toThrow('row-level security')
  })

  it('gives the role no way round: not owner, not superuser, no bypass, no truncate, no schema change', async () => {
    const { rows } = await app.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
    ])
    await expect(app.query('truncate customer')).rejects.toThrow('permission denied')
    await expect(app.query('create table stray (id int)')).rejects.toThrow('permission denied')
    await expect(app.query('alter table customer disable row level security')).rejects.toThrow(
      'must be owner',
    )
  })

  it.each([
    'posting',
    'audit_event',
    'audit_seal',
    'audit_seal_leaf',
    'decision',
    'application_step',
    'contract',
    'report_row',
    'report_release',
    'access_log',
  ])('keeps %s append-only', async (table) => {
    await expect(
      inTransaction(bank.institution.id, () =>
        app.query(`update ${table} set institution_id = institution_id`),
      ),
    ).rejects.toThrow('permission denied')
    await expect(
      inTransaction(bank.institution.id, () => app.query(`delete from ${table}`)),
    ).rejects.toThrow('permission denied')
  })
})
