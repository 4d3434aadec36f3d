import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('contacts', () => {
  it('are kept with the customer, the latest first', async () => {
    const { id: customerId } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const { contacts } = desk.bank.as(desk.manager)
    const contact = { customerId, channel: 'phone' as const, note: '了解经营情况' }
    await desk.bank.as(desk.manager).contacts.log({ ...contact, happenedOn: day('2026-10-01') })
    await desk.bank
      .as(desk.manager)
      .contacts.log({ ...contact, happenedOn: day('2026-10-15'), channel: 'visit' })
    const first = await contacts.list({ customerId, limit: 1 })
    expect(first).toMatchObject({ rows: [{ channel: 'visit', staffName: '王敏' }] })
    const second = await contacts.list({ customerId, limit: 1, cursor: first.next ?? '' })
    expect(second).toMatchObject({ rows: [{ happenedOn: '2026-10-01' }], next: null })
    expect(await desk.actionsOf(customerId)).toEqual([
      'created',
      'contact-logged',
      'contact-logged',
    ])
    await desk.refusing(
      () => desk.bank.as(desk.manager).contacts.log({ ...contact, happenedOn: day('2026-10-16') }),
      'in-the-future',
    )
  })
})
