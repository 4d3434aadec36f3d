import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('the steps of a file', () => {
  it('goes from draft to active, frozen and back, each on the record', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    await desk.customersAs(desk.manager).activate({ id })
    await desk.refusing(
      () => desk.customersAs(desk.manager).activate({ id }),
      'cannot-activate-when-active',
    )
    await desk.customersAs(desk.approver).freeze({ id, reason: '涉诉冻结' })
    expect(await desk.customersAs(desk.manager).get({ id })).toMatchObject({ status: 'frozen' })
    await desk.refusing(
      () => desk.customersAs(desk.approver).freeze({ id, reason: '再次冻结' }),
      'cannot-freeze-when-frozen',
    )
    await desk.customersAs(desk.approver).unfreeze({ id, reason: '诉讼了结' })
    expect(await desk.actionsOf(id)).toEqual(['created', 'activate', 'freeze', 'unfreeze'])
  })

  it('does not activate a company without the licences of its type', async () => {
    const { id } = await desk
      .customersAs(desk.manager)
      .create({ details: aCompany({ companyType: 'food' }) })
    await desk.refusing(
      () => desk.customersAs(desk.manager).activate({ id }),
      'food-permit-missing',
    )
    const permit = { kind: 'food-permit' as const, number: 'JY1', issuedOn: null, expiresOn: null }
    const licence = await desk
      .customersAs(desk.manager)
      .addLicence({ customerId: id, licence: permit })
    await desk.customersAs(desk.manager).removeLicence({ customerId: id, licenceId: licence.id })
    await desk.refusing(
      () => desk.customersAs(desk.manager).activate({ id }),
      'food-permit-missing',
    )
    await desk.customersAs(desk.manager).addLicence({ customerId: id, licence: permit })
    await expect(desk.customersAs(desk.manager).activate({ id })).resolves.toMatchObject({
      status: 'active',
    })
    expect(await desk.actionsOf(id)).toEqual([
      'created',
      'licence-added',
      'licence-removed',
      'licence-added',
      'activate',
    ])
  })

  it('refuses licences that are wrong, and licences of persons', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aCompany() })
    const person = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const licence = {
      kind: 'other' as const,
      number: '',
      issuedOn: day('2027-01-01'),
      expiresOn: null,
    }
    await expect(
      desk.customersAs(desk.manager).addLicence({ customerId: id, licence }),
    ).rejects.toMatchObject({
      cause: {
        problems: [
          { field: 'number', reason: 'missing' },
          { field: 'issuedOn', reason: 'in-the-future' },
        ],
      },
    })
    await desk.refusing(
      () => desk.customersAs(desk.manager).addLicence({ customerId: person.id, licence }),
      'licences-are-for-companies',
    )
  })
})
