import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCompany, aCustomerDesk, aPerson, type CustomerDesk } from './testing.ts'

let desk: CustomerDesk

beforeAll(async () => {
  desk = await aCustomerDesk()
})
afterAll(() => desk.bank.drop())

describe('changing a file', () => {
  it('raises the version, keeps the number, the old version and the old name', async () => {
    const { id, number } = await desk.customersAs(desk.manager).create({
      details: aPerson({ name: '张旧名', mobile: '13700137000' }),
    })
    const { details } = await desk.customersAs(desk.manager).get({ id })
    if (details.kind !== 'person') throw new Error('a person was created')
    const unchanged = { idNumber: null, mobile: null, email: null, card: null, address: null }
    const changed = await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      details: { ...details, ...unchanged, name: '张新名', occupation: '会计' },
      reason: '更名',
    })
    expect(changed.label).toBe(`${number}-V02`)
    const file = await desk.customersAs(desk.manager).get({ id })
    expect(file).toMatchObject({
      number,
      fileVersion: 2,
      name: '张新名',
      details: { occupation: '会计', mobile: '137****7000' },
      otherNames: [{ kind: 'former', name: '张旧名' }],
    })
    expect(await desk.customersAs(desk.manager).versions({ id })).toMatchObject([
      {
        label: `${number}-V02`,
        fields: ['name', 'occupation'],
        reason: '更名',
        changedBy: '王敏',
        knownTo: null,
      },
      { label: `${number}-V01`, fields: [], knownTo: expect.any(String) },
    ])
    const old = await desk.customersAs(desk.manager).version({ id, version: 1 })
    expect(old.details).toMatchObject({ name: '张旧名', occupation: '教师', mobile: '137****7000' })
    expect(await desk.actionsOf(id)).toEqual(['created', 'changed'])
    expect(
      (await desk.customersAs(desk.manager).list({ text: '张旧' })).rows.map((row) => row.id),
    ).toContain(id)
  })

  it('is refused on a version that somebody else has replaced, also when eight try at once', async () => {
    const { id } = await desk.customersAs(desk.manager).create({ details: aPerson() })
    const change = (occupation: string) =>
      desk.customersAs(desk.manager).change({
        id,
        expectedVersion: 1,
        details: { ...aPerson(), idNumber: null, mobile: null, card: null, occupation },
        reason: '变更职业',
      })
    const results = await Promise.allSettled(
      ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'].map(change),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ cause: { reason: 'stale-version' } })
    }
    expect(await desk.customersAs(desk.manager).versions({ id })).toHaveLength(2)
  })

  it.each([
    ['nothing-changed', {}],
    ['file-has-problems', { mobile: '123' }],
    ['kind-cannot-change', { kind: 'company' as const }],
  ])('is refused: %s', async (reason, given) => {
    const details = aPerson()
    const { id } = await desk.customersAs(desk.manager).create({ details })
    const company = aCompany()
    const { licences: _, ...handedBack } = company
    const changed = 'kind' in given ? handedBack : { ...details, ...given }
    await desk.refusing(
      () =>
        desk
          .customersAs(desk.manager)
          .change({ id, expectedVersion: 1, details: changed, reason: '更正' }),
      reason,
    )
    expect(await desk.actionsOf(id)).toEqual(['created'])
  })

  it('does not take the identifier of another customer', async () => {
    const [one, other] = [aPerson(), aPerson()]
    await desk.customersAs(desk.manager).create({ details: one })
    const { id } = await desk.customersAs(desk.manager).create({ details: other })
    await desk.refusing(
      () =>
        desk.customersAs(desk.manager).change({
          id,
          expectedVersion: 1,
          details: { ...other, idNumber: one.idNumber },
          reason: '更正号码',
        }),
      'customer-exists',
    )
  })

  it('lets a partly known customer become whole', async () => {
    const nobody = { idType: null, idNumber: '', mobile: '', email: '', card: '', address: '' }
    const { id } = await desk.customersAs(desk.manager).create({
      details: aPerson({ ...nobody, name: '某人' }),
    })
    expect(await desk.customersAs(desk.manager).get({ id })).toMatchObject({
      isPartial: true,
      activationRefusal: 'known-only-in-part',
    })
    await desk.customersAs(desk.manager).change({
      id,
      expectedVersion: 1,
      details: aPerson({ name: '某人' }),
      reason: '补全',
    })
    expect(await desk.customersAs(desk.manager).get({ id })).toMatchObject({
      isPartial: false,
      activationRefusal: null,
    })
  })
})
