import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { namesOf } from './customers-tests.queries.ts'
import { aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('whose customer it is', () => {
  it('does not exist for another branch', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const elsewhere = desk.customersAs(desk.southern)
    const change = { ...aPerson(), idNumber: null }
    for (const call of [
      () => elsewhere.get({ id }),
      () => elsewhere.versions({ id }),
      () => elsewhere.history({ id }),
      () => elsewhere.activate({ id }),
      () => elsewhere.change({ id, expectedVersion: 1, details: change, reason: '越权' }),
      () => elsewhere.reveal({ id, field: 'mobile', reason: '越权查看' }),
      () => desk.bank.as(desk.southern).contacts.list({ customerId: id }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect((await elsewhere.list({})).rows.map((row) => row.id)).not.toContain(id)
  })

  it('is changed only by its own manager', async () => {
    const colleague = await desk.bank.hire('customer-manager')
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    await expect(desk.customersAs(colleague).get({ id })).resolves.toMatchObject({ id })
    await expect(desk.customersAs(colleague).activate({ id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('goes over to another manager with the names it is searched by', async () => {
    const head = await desk.bank.hire('head-office-approver', {
      branchId: desk.bank.institution.headOfficeId,
    })
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const assign = { id, branchId: desk.bank.south, officerId: desk.southern.staffId }
    await desk.refusing(
      () => desk.customersAs(head).assign({ ...assign, officerId: desk.manager.staffId }),
      'officer-not-of-branch',
    )
    await expect(desk.customersAs(desk.approver).assign(assign)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await desk.customersAs(head).assign(assign)
    await expect(desk.customersAs(desk.southern).get({ id })).resolves.toMatchObject({ id })
    const names = await desk.bank.inside(desk.manager, ({ tx }) => namesOf(tx, id))
    expect(names).toMatchObject([{ branchId: desk.bank.south, officerId: desk.southern.staffId }])
    expect(await desk.actionsOf(id)).toEqual(['created', 'assigned'])
  })
})
