import { day } from '@banyan/domain/calendar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from '../customers/testing.ts'
import type { TestStaff } from '../testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

const as = (staff: TestStaff) => desk.bank.as(staff)

async function aCustomer(details = aCompany()): Promise<string> {
  const { id } = await desk.customersAs(desk.manager).create({ details })
  await desk.customersAs(desk.manager).activate({ id })
  return id
}
const agree = (customerId: string, channel: 'phone' | 'email' = 'phone') =>
  as(desk.manager).consents.record({
    customerId,
    channel,
    givenOn: day('2026-01-05'),
    evidence: '开户时书面同意',
  })
const offer = (customerIds: string[], overrides = {}) =>
  as(desk.manager).promotions.offer({
    product: 'working-capital',
    channel: 'phone',
    customerIds,
    words: '流动资金贷款利率优惠',
    ...overrides,
  })

describe('offering a product', () => {
  it('weighs each of a selection on its own, by its consent', async () => {
    const [willing, silent] = [await aCustomer(), await aCustomer()]
    const draft = (await desk.customersAs(desk.manager).create({ details: aCompany() })).id
    const foreign = (await desk.customersAs(desk.southern).create({ details: aCompany() })).id
    await agree(willing)
    await agree(draft)
    const { results, offered } = await offer([willing, silent, draft, foreign, willing])
    expect(offered).toBe(1)
    expect(results.map(({ refusal }) => refusal)).toEqual([
      null,
      'no-consent',
      'not-active',
      'not-found',
    ])
    expect((await offer([willing])).results).toMatchObject([{ refusal: 'offered-recently' }])
    expect(await desk.actionsOf(willing)).toContain('product-offered')
    expect(await desk.actionsOf(silent)).not.toContain('product-offered')
  })

  it('follows what the customer answers', async () => {
    const id = await aCustomer()
    await agree(id)
    const promotion = (await offer([id])).results[0]?.id ?? ''
    const respond = (response: 'interested' | 'applied' | 'declined') =>
      as(desk.manager).promotions.respond({ id: promotion, response, note: '约下周面谈' })
    await respond('interested')
    await respond('applied')
    await desk.refusing(() => respond('declined'), 'already-answered')
    const { rows } = await as(desk.manager).promotions.list({ customerId: id, state: 'applied' })
    expect(rows).toMatchObject([{ id: promotion, note: '约下周面谈', offeredBy: '王敏' }])
    await expect(
      as(desk.southern).promotions.respond({ id: promotion, response: 'declined', note: '' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends with the consent', async () => {
    const id = await aCustomer()
    const consent = await agree(id)
    await desk.refusing(() => agree(id), 'consent-is-held')
    const eligibleFor = async (product: string) =>
      (await as(desk.manager).promotions.eligible({ customerId: id })).find(
        (answer) => answer.product === product,
      )
    expect(await eligibleFor('working-capital')).toMatchObject({
      refusal: null,
      channels: ['phone'],
    })
    const withdrawal = { id: consent.id, withdrawnOn: day('2026-10-15') }
    await as(desk.manager).consents.withdraw(withdrawal)
    await desk.refusing(() => as(desk.manager).consents.withdraw(withdrawal), 'already-withdrawn')
    expect(await eligibleFor('working-capital')).toMatchObject({
      refusal: 'no-consent',
      channels: [],
    })
    const held = await as(desk.manager).consents.list({ customerId: id })
    expect(held).toMatchObject([{ withdrawnOn: '2026-10-15', evidence: '开户时书面同意' }])
    expect((await offer([id])).results).toMatchObject([{ refusal: 'no-consent' }])
  })

  it('is not of a company loan to a person', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    await desk.customersAs(desk.manager).activate({ id })
    await agree(id)
    expect((await offer([id])).results).toMatchObject([{ refusal: 'not-eligible' }])
  })
})
