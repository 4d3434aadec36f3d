import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionFor } from '../testing.ts'
import { dumpCustomers, swapPersonalData } from './customers-tests.queries.ts'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('personal data', () => {
  it('is revealed one field at a time, for a reason, on the record, and kept in no reply', async () => {
    const details = aPerson()
    const { id } = await desk.customersAs(desk.manager).create({ details })
    const reveal = { id, field: 'mobile' as const, reason: '电话回访' }
    await expect(desk.customersAs(desk.manager).reveal(reveal)).resolves.toEqual({
      value: details.mobile,
    })
    await expect(
      desk.customersAs(desk.manager).reveal({ ...reveal, reason: '看' }),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    const { rows } = await desk.customersAs(desk.risk).history({ id })
    expect(rows[0]).toMatchObject({
      action: 'revealed',
      staffName: '王敏',
      detail: { field: 'mobile', reason: '电话回访' },
    })
  })

  it('asks for the password again first', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const { resources } = desk.bank
    const later = { ...resources, now: () => new Date('2026-10-15T02:10:00Z') }
    const session = { ...sessionFor(desk.manager), expiresAt: new Date('2026-10-16T00:00:00Z') }
    const stale = desk.bank.as(desk.manager, { resources: later, session })
    await expect(
      stale.customers.reveal({ id, field: 'mobile', reason: '电话回访' }),
    ).rejects.toMatchObject({ cause: { reason: 'sign-in-again' } })
  })

  it('stands nowhere in the database in plain text', async () => {
    const details = aPerson({
      mobile: '13987654321',
      email: 'canary@example.com',
      address: '金丝雀路9号',
    })
    const { id } = await desk.customersAs(desk.manager).create({ details })
    await desk.customersAs(desk.manager).reveal({ id, field: 'idNumber', reason: '核对证件' })
    await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      details: { ...details, mobile: '13987654322' },
      reason: '换号',
    })
    const dump = await desk.bank.inside(desk.manager, ({ tx }) => dumpCustomers(tx))
    expect(dump).toContain(id)
    const secrets = [details.idNumber, details.card, '1398765432', 'canary@', '金丝雀路']
    for (const secret of secrets) {
      expect(dump).not.toContain(secret)
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
    }
  })

  it('does not open after it was moved to another row', async () => {
    const one = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const other = await desk.customersAs(desk.manager).create({ details: aPerson() })
    await desk.bank.inside(desk.manager, ({ tx }) => swapPersonalData(tx, one.id, other.id))
    await expect(desk.customersAs(desk.manager).get({ id: one.id })).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
    })
    await desk.bank.inside(desk.manager, ({ tx }) => swapPersonalData(tx, one.id, other.id))
    await expect(desk.customersAs(desk.manager).get({ id: one.id })).resolves.toMatchObject({
      id: one.id,
    })
  })

  it('hides who a person is from those who only watch', async () => {
    const auditor = await desk.bank.hire('auditor')
    const { id } = await desk
      .customersAs(desk.manager)
      .create({ details: aPerson({ name: '欧阳秘密' }) })
    const company = await desk.customersAs(desk.manager).create({ details: aCompany() })
    const file = await desk.customersAs(auditor).get({ id })
    expect(JSON.stringify(file)).not.toContain('秘密')
    expect(
      JSON.stringify(await desk.customersAs(auditor).list({ kind: 'person', limit: 100 })),
    ).not.toContain('秘密')
    const { details } = await desk.customersAs(auditor).get({ id: company.id })
    expect(details).toMatchObject({ name: '河畔精密制造有限公司', legalRepresentative: '李*' })
    await expect(
      desk.customersAs(auditor).reveal({ id, field: 'mobile', reason: '审计需要' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('who looked', () => {
  it('is written within a second, and read by the manager', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    await desk.customersAs(desk.approver).get({ id })
    await desk.customersAs(desk.risk).version({ id, version: 1 })
    await desk.bank.resources.accessLog.flush()
    const first = await desk.customersAs(desk.manager).accessLog({ id, limit: 1 })
    const second = await desk
      .customersAs(desk.manager)
      .accessLog({ id, limit: 1, cursor: first.next ?? '' })
    expect(second.next).toBeNull()
    const rows = [...first.rows, ...second.rows].toSorted((a, b) => a.what.localeCompare(b.what))
    expect(rows).toMatchObject([
      { what: 'file', staffName: desk.approver.name, branchName: '北城支行' },
      { what: 'version 1', staffName: desk.risk.name, branchName: '总行' },
    ])
  })
})
