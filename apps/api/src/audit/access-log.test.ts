import { uuidv7 } from '@banyan/database'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import { AccessLog } from './access-log.ts'
import { listAccesses } from './access-log.queries.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const at = (second: number) => new Date(Date.UTC(2026, 9, 15, 2, 0, second))

function anOpening(customerId: string, second: number) {
  const { bank, manager } = desk
  const { id: institutionId } = bank.institution
  return { institutionId, at: at(second), staffId: manager.staffId, customerId, what: 'file' }
}

const written = (customerId: string) =>
  desk.bank.inside(desk.manager, ({ tx, institution }) =>
    listAccesses(tx, institution.id, customerId, { before: undefined, limit: 100 }),
  )

describe('the log of who opened whose file', () => {
  it('writes many at a time, once for a page that asks again within a minute', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const log = new AccessLog(desk.bank.db, pino({ level: 'silent' }))
    for (const second of [0, 5, 30, 95, 100]) log.note(anOpening(id, second))
    expect(await written(id)).toEqual([])
    await log.flush()
    expect((await written(id)).map((row) => row.at)).toEqual([at(95), at(0)])
  })

  it('keeps what the database would not take, and writes what is left when it stops', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const log = new AccessLog(desk.bank.db, pino({ level: 'silent' }))
    const nobodysInstitution = { ...anOpening(id, 0), institutionId: uuidv7() }
    log.note(nobodysInstitution)
    log.note(anOpening(id, 1))
    log.start()
    await log.stop()
    expect(await written(id)).toHaveLength(1)
  })
})
