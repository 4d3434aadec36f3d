import { day } from '@banyan/domain/calendar'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())

describe('papers that ran out', () => {
  const permit = (
    customer: TestCustomer,
    kind: 'food-permit' | 'medical-permit',
    expiresOn: string,
  ) =>
    bank.as(anna).customers.addLicence({
      customerId: customer.id,
      licence: { kind, number: expiresOn, issuedOn: day('2020-01-01'), expiresOn: day(expiresOn) },
    })

  it('are told of the members of a group, unless a valid one of the kind stands beside', async () => {
    const holding = await aCompany(bank, anna, { name: '过期控股' })
    const renewed = await aCompany(bank, anna, { name: '换证食品' })
    const stranger = await aCompany(bank, anna)
    await permit(holding, 'food-permit', '2026-10-14')
    await permit(holding, 'medical-permit', '2026-10-15')
    await permit(renewed, 'food-permit', '2026-10-14')
    await permit(renewed, 'food-permit', '2030-01-01')
    await permit(stranger, 'food-permit', '2026-10-14')
    await bank.as(anna).groups.addRelation({
      from: holding.id,
      to: renewed.id,
      kind: 'ownership',
      percent: parseRate('60'),
      votingPercent: null,
      amount: null,
      validFrom: day('2020-01-01'),
      validTo: null,
      source: 'register',
      evidence: '',
    })
    const { group } = await bank.as(anna).groups.tree({ customerId: holding.id })

    expect(await bank.as(anna).groups.expiredPapers({ groupId: group.id })).toEqual([
      { customerId: holding.id, source: 'licence', what: 'food-permit', expiredOn: '2026-10-14' },
    ])
    const south = await bank.hire('customer-manager', { branchId: bank.south })
    await expect(bank.as(south).groups.expiredPapers({ groupId: group.id })).rejects.toThrow(
      'not-found',
    )
  })
})
