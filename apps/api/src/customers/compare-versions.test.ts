import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inside, type TestBank } from '../testing.ts'
import { changeCustomer } from './change-customer.ts'
import { createCustomer } from './create-customer.ts'
import { aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk
let id: string

/** As the manager, on a business day and at an instant. */
function at<T>(
  on: string,
  run: (context: Parameters<Parameters<TestBank['inside']>[1]>[0]) => Promise<T>,
): Promise<T> {
  const resources = { ...desk.bank.resources, now: () => new Date(`${on}T02:00:00Z`) }
  return inside(resources, desk.manager, run, 'institution', day(on))
}

beforeAll(async () => {
  desk = await aCustomerDesk()
  const details = aPerson({ mobile: '13800138000', occupation: '教师' })
  id = (await at('2026-09-01', (context) => createCustomer(context, { details }))).id
  const change = { id, expectedVersion: 1, reason: '换工作' }
  const changed = { ...details, occupation: '医生', mobile: '13900139000' }
  await at('2026-09-10', (context) => changeCustomer(context, { ...change, details: changed }))
  const again = { ...changed, occupation: '律师' }
  await at('2026-09-20', (context) =>
    changeCustomer(context, { ...change, expectedVersion: 2, details: again }),
  )
})
afterAll(() => desk.bank.drop())

describe('old versions', () => {
  it('stand side by side, personal values masked', async () => {
    const { fields, from, to } = await desk
      .customersAs(desk.manager)
      .versionDifference({ id, from: 1, to: 3 })
    expect(fields).toEqual([
      { field: 'occupation', before: '教师', after: '律师' },
      { field: 'mobile', before: '138****8000', after: '139****9000' },
    ])
    expect(from).toMatchObject({ version: 1, source: 'portal', validTo: '2026-09-09' })
    expect(to).toMatchObject({ version: 3, validTo: null })
  })

  it.each([
    ['2026-09-01', null, '教师'],
    ['2026-09-09', null, '教师'],
    ['2026-09-10', null, '医生'],
    ['2026-09-20', null, '律师'],
    ['2026-10-15', null, '律师'],
    ['2026-09-15', '2026-09-05T00:00:00Z', '教师'],
    ['2026-10-15', '2026-09-15T00:00:00Z', '医生'],
  ])('show the file of %s as known at %s: %s', async (on, knownAt, occupation) => {
    const { details } = await desk.customersAs(desk.manager).asOf({ id, on: day(on), knownAt })
    expect(details).toMatchObject({ occupation })
  })

  it.each([
    ['2026-08-31', null],
    ['2026-09-15', '2026-08-31T00:00:00Z'],
  ])('show nothing of %s as known at %s', async (on, knownAt) => {
    await expect(
      desk.customersAs(desk.manager).asOf({ id, on: day(on), knownAt }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
