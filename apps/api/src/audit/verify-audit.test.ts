import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { recordAudit } from './record-audit.ts'
import { SealFile } from './seal-file.ts'
import { sealEvents } from './seal-events.ts'
import { verifyAudit } from './verify-audit.ts'

let bank: TestBank
let anna: TestStaff
let superuser: pg.Client
let folder: string
let file: SealFile

const note = (text: string) =>
  bank.inside(anna, (context) =>
    recordAudit(context, { entity: 'staff', id: anna.staffId, action: 'noted', detail: { text } }),
  )
const noteBranch = () =>
  bank.inside(anna, (context) =>
    recordAudit(context, { entity: 'branch', id: bank.north, action: 'noted' }),
  )
const verdict = () => verifyAudit(bank.db, file, bank.institution.id)

/** Tampers inside a transaction of the superuser that is undone afterwards. */
async function tampered(statements: string[]) {
  const before = {
    events: await superuser.query('select * from audit_event'),
    staff: await superuser.query('select id, audit_seq, audit_head from staff'),
    seals: await superuser.query('select * from audit_seal'),
    leaves: await superuser.query('select * from audit_seal_leaf'),
  }
  for (const statement of statements) await superuser.query(statement)
  const found = await verdict()
  await superuser.query('truncate audit_event, audit_seal, audit_seal_leaf')
  for (const [table, { rows }] of [
    ['audit_event', before.events],
    ['audit_seal', before.seals],
    ['audit_seal_leaf', before.leaves],
  ] as const) {
    for (const row of rows) {
      const names = Object.keys(row)
      const places = names.map((_, index) => `$${index + 1}`)
      await superuser.query(
        `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
        Object.values(row),
      )
    }
  }
  for (const row of before.staff.rows) {
    await superuser.query('update staff set audit_seq = $2, audit_head = $3 where id = $1', [
      row.id,
      row.audit_seq,
      row.audit_head,
    ])
  }
  return found
}

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  superuser = new pg.Client(bank.superuserUrl)
  await superuser.connect()
  folder = await mkdtemp(path.join(tmpdir(), 'banyan-seals-'))
  file = new SealFile(folder, Buffer.alloc(32, 7))
  for (const text of ['one', 'two', 'three', 'four']) await note(text)
  await noteBranch()
  await sealEvents(bank.db, file, bank.institution.id, bank.resources.now)
  await note('five')
  await sealEvents(bank.db, file, bank.institution.id, bank.resources.now)
})

afterAll(async () => {
  await superuser.end()
  await bank.drop()
  await rm(folder, { recursive: true })
})

const mine = () => `entity_id = '${anna.staffId}'`

describe('verifying the audit', () => {
  it('passes what nobody touched', async () => {
    expect(await verdict()).toEqual({ ok: true, events: 6, firstBad: null })
  })

  it('names the first bad event after an edit of the text', async () => {
    const found = await tampered([
      `update audit_event set body = replace(body, 'two', 'too') where ${mine()} and seq = 2`,
    ])

    expect(found.firstBad).toEqual({ entity: `staff ${anna.staffId}`, seq: 2 })
  })

  it('sees an edit of a column that repeats the text', async () => {
    const found = await tampered([
      `update audit_event set action = 'praised' where ${mine()} and seq = 3`,
    ])

    expect(found.firstBad).toEqual({ entity: `staff ${anna.staffId}`, seq: 3 })
  })

  it('sees a deletion in the middle and at the end', async () => {
    const middle = await tampered([`delete from audit_event where ${mine()} and seq = 2`])
    const end = await tampered([`delete from audit_event where ${mine()} and seq = 5`])

    expect(middle.firstBad).toEqual({ entity: `staff ${anna.staffId}`, seq: 2 })
    expect(end.firstBad).toEqual({ entity: `staff ${anna.staffId}`, seq: 5 })
  })

  it('sees two events that changed places', async () => {
    const found = await tampered([
      `update audit_event set seq = 100 where ${mine()} and seq = 2`,
      `update audit_event set seq = 2 where ${mine()} and seq = 3`,
      `update audit_event set seq = 3 where ${mine()} and seq = 100`,
    ])

    expect(found.firstBad).toEqual({ entity: `staff ${anna.staffId}`, seq: 2 })
  })

  it('sees a truncated table', async () => {
    const found = await tampered(['truncate audit_event'])

    expect(found.firstBad?.seq).toBe(1)
  })

  it('sees a chain whose end and head were both rewound, by the seal', async () => {
    const found = await tampered([
      `delete from audit_event where ${mine()} and seq = 5`,
      `update staff set audit_seq = 4, audit_head = (select hash from audit_event where ${mine()} and seq = 4) where id = '${anna.staffId}'`,
    ])

    expect(found.firstBad).toEqual({ entity: `event ${anna.staffId}`, seq: 5 })
  })

  it('sees tables rolled back whole, seals and all, by the file outside the database', async () => {
    const found = await tampered([
      `delete from audit_event where ${mine()} and seq = 5`,
      `update staff set audit_seq = 4, audit_head = (select hash from audit_event where ${mine()} and seq = 4) where id = '${anna.staffId}'`,
      'delete from audit_seal_leaf where seal_number = 2',
      'delete from audit_seal where number = 2',
    ])

    expect(found.firstBad).toEqual({ entity: 'seal', seq: 2 })
  })

  it('sees a suffix that was rewritten and hashed again', async () => {
    const found = await tampered([
      `update audit_event set body = replace(body, 'five', 'nine') where ${mine()} and seq = 5`,
      `update audit_event e set hash = sha256((select hash from audit_event p where p.entity_id = e.entity_id and p.seq = 4) || convert_to(e.body, 'UTF8')) where ${mine()} and seq = 5`,
      `update staff set audit_head = (select hash from audit_event where ${mine()} and seq = 5) where id = '${anna.staffId}'`,
    ])

    expect(found.firstBad).toEqual({ entity: 'seal', seq: 2 })
  })

  it('leaves the application no way to change or delete an event', async () => {
    const app = new pg.Client(bank.appUrl)
    await app.connect()
    await app.query('begin')
    await app.query(`set local app.institution_id = '${bank.institution.id}'`)

    await expect(app.query('delete from audit_event')).rejects.toThrow('permission denied')
    await app.end()
  })
})
