import { day } from '@banyan/domain/calendar'
import type { RelationKind } from '@banyan/domain/groups/relation'
import { parseRate } from '@banyan/domain/rate'
import { money } from '@banyan/domain/money'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
})
afterAll(() => bank.drop())

const relate = (
  from: TestCustomer,
  to: TestCustomer,
  percent: string | null,
  kind: RelationKind = 'ownership',
) =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    percent: percent === null ? null : parseRate(percent),
    votingPercent: null,
    amount: kind === 'guarantee' ? money(1_000_00) : null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

/** The guarantee that closes a ring is released by head office. */
async function relateInRing(from: TestCustomer, to: TestCustomer) {
  const held = await bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind: 'guarantee',
    percent: null,
    votingPercent: null,
    amount: money(1_000_00),
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
    confirmsRing: { reason: 'known' },
  })
  const chief = bank.as(await bank.hire('head-office-approver'))
  await chief.groups.decideGuarantee({ proposalId: held.id, release: true, note: 'seen' })
}

const shapeOf = async (customer: TestCustomer) => {
  const { nodes } = await bank.as(anna).groups.tree({ customerId: customer.id })
  return nodes.names.map((name, index) => `${'  '.repeat(nodes.depths[index] ?? 0)}${name}`)
}

describe('relations that make a group', () => {
  it('proposes one management group, named for its root, and derives its tree', async () => {
    const [root, middle, leaf] = [
      await aCompany(bank, anna, { name: '大树控股' }),
      await aCompany(bank, anna, { name: '大树机械' }),
      await aCompany(bank, anna, { name: '大树铸造' }),
    ]

    await relate(middle, leaf, '51')
    await relate(root, middle, '60')

    const { group, nodes } = await bank.as(anna).groups.tree({ customerId: leaf.id })
    expect(group).toMatchObject({ status: 'proposed', memberCount: 3 })
    expect(await shapeOf(root)).toEqual(['大树控股', '  大树机械', '    大树铸造'])
    expect(nodes.percents).toEqual([null, parseRate('60'), parseRate('51')])
  })

  it('shows a cross-holding as a closing edge and never as a branch', async () => {
    const [one, two] = [
      await aCompany(bank, anna, { name: '环一' }),
      await aCompany(bank, anna, { name: '环二' }),
    ]

    await relate(one, two, '70')
    await relate(two, one, '10')

    const { group, nodes } = await bank.as(anna).groups.tree({ customerId: one.id })
    expect(nodes.ids).toHaveLength(2)
    expect(group.closingEdges).toEqual([{ holder: two.id, held: one.id, percent: parseRate('10') }])
  })

  it('names the other holders of a node and finds it by the letters of its name', async () => {
    const [one, two, held] = [
      await aCompany(bank, anna, { name: '双持甲' }),
      await aCompany(bank, anna, { name: '双持乙' }),
      await aCompany(bank, anna, { name: '双持丙' }),
    ]

    await relate(one, two, '80')
    await relate(one, held, '60')
    await relate(two, held, '40')

    const tree = await bank.as(anna).groups.tree({ customerId: held.id })
    expect(tree.otherHolders).toEqual([{ held: held.id, holder: two.id, percent: parseRate('40') }])
    expect(tree.nodes.officers).toEqual([anna.name, anna.name, anna.name])
    expect(tree.nodes.initials[0]).toBe('scj')
    expect(tree.nodes.presentStages).toEqual([null, null, null])
  })

  it('makes no group of a guarantee, but sees the circle within one', async () => {
    const companies = []
    for (const name of ['圈甲', '圈乙', '圈丙'])
      companies.push(await aCompany(bank, anna, { name }))
    const [a, b, c] = companies as [TestCustomer, TestCustomer, TestCustomer]
    await relate(a, b, null, 'guarantee')

    await expect(bank.as(anna).groups.tree({ customerId: a.id })).rejects.toThrow('group-not-found')

    await relate(b, c, null, 'guarantee')
    await relateInRing(c, a)
    await relate(a, b, '60')
    await relate(a, c, '60')
    const { guaranteeCircles } = await bank.as(anna).groups.tree({ customerId: a.id })
    expect(guaranteeCircles.rings).toHaveLength(1)
    expect(guaranteeCircles.rings[0]).toHaveLength(3)
  })

  it('takes an ended relation out of the tree and keeps it readable', async () => {
    const [parent, child, other] = [
      await aCompany(bank, anna, { name: '终止母' }),
      await aCompany(bank, anna, { name: '终止子' }),
      await aCompany(bank, anna, { name: '终止孙' }),
    ]
    await relate(parent, child, '80')
    const { id } = await relate(child, other, '80')

    await bank.as(anna).groups.endRelation({ id, lastDay: day('2026-10-01'), reason: 'sold' })

    const { nodes } = await bank.as(anna).groups.tree({ customerId: other.id })
    expect(nodes.depths.filter((depth) => depth === 0)).toHaveLength(2)
    const relations = await bank.as(anna).groups.relations({ customerId: other.id })
    expect(relations).toMatchObject([{ validTo: '2026-10-01' }])
    await expect(
      bank.as(anna).groups.endRelation({ id, lastDay: day('2026-10-02'), reason: 'sold' }),
    ).rejects.toThrow('relation-not-found')
  })

  it('refuses a relation without what its kind needs', async () => {
    const [a, b] = [
      await aCompany(bank, anna, { name: '缺一' }),
      await aCompany(bank, anna, { name: '缺二' }),
    ]
    const entry = {
      from: a.id,
      to: b.id,
      kind: 'guarantee',
      percent: null,
      votingPercent: null,
      amount: null,
      validFrom: null,
      validTo: null,
      source: 's',
      evidence: '',
    } as const

    await expect(bank.as(anna).groups.addRelation(entry)).rejects.toThrow('relation-amount-missing')
  })
})

describe('a group under review', () => {
  const aGroup = async (name: string) => {
    const [a, b] = [
      await aCompany(bank, anna, { name }),
      await aCompany(bank, anna, { name: `${name}子` }),
    ]
    await relate(a, b, '90')
    const { group } = await bank.as(anna).groups.tree({ customerId: a.id })
    return { group, a, b }
  }

  it('is confirmed by another person than its maker', async () => {
    const { group, a } = await aGroup('确认集团')

    await bank.as(risk).groups.confirm({ groupId: group.id })

    const after = await bank.as(anna).groups.tree({ customerId: a.id })
    expect(after.group.status).toBe('confirmed')
    await expect(bank.as(risk).groups.confirm({ groupId: group.id })).rejects.toThrow(
      'group-is-not-proposed',
    )
  })

  it('is not confirmed by whoever changed its members last', async () => {
    const { group } = await aGroup('自批集团')
    const loose = await aPerson(bank, anna, { name: '独立人' })
    await bank
      .as(risk)
      .groups.addMember({ groupId: group.id, customerId: loose.id, reason: 'same family' })

    await expect(bank.as(risk).groups.confirm({ groupId: group.id })).rejects.toThrow(
      'own-proposal',
    )
  })

  it('keeps a customer in one group only', async () => {
    const [first, second] = [await aGroup('唯一甲'), await aGroup('唯一乙')]

    await expect(
      bank
        .as(risk)
        .groups.addMember({ groupId: first.group.id, customerId: second.b.id, reason: 'try' }),
    ).rejects.toThrow('customer-is-in-a-group')
  })

  it('takes a customer into one group only of two at once', async () => {
    const groups = [await aGroup('同时甲'), await aGroup('同时乙'), await aGroup('同时丙')]
    const loose = await aPerson(bank, anna, { name: '抢手人' })
    const joins = groups.map(({ group }) =>
      bank
        .as(risk)
        .groups.addMember({ groupId: group.id, customerId: loose.id, reason: 'same family' }),
    )
    const ends = await Promise.allSettled(joins)
    const refused = ends.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const end of refused)
      expect(String(Reflect.get(end, 'reason'))).toContain('customer-is-in-a-group')
  })

  it('lets a member go, and waits for another person to confirm that', async () => {
    const { group, b } = await aGroup('离群集团')
    await bank.as(risk).groups.confirm({ groupId: group.id })

    await bank
      .as(anna)
      .groups.removeMember({ groupId: group.id, customerId: b.id, reason: 'sold to others' })

    const after = await bank.as(anna).groups.tree({ groupId: group.id })
    expect(after.group).toMatchObject({ status: 'proposed', memberCount: 1 })
    await expect(
      bank.as(anna).groups.removeMember({ groupId: group.id, customerId: b.id, reason: 'again' }),
    ).rejects.toThrow('customer-is-not-in-the-group')
  })

  it('carries the limit set last', async () => {
    const { group } = await aGroup('限额集团')
    const set = (amount: number) =>
      bank
        .as(risk)
        .groups.setLimit({ groupId: group.id, amount, isRevolving: true, note: 'yearly review' })

    await set(5_000_00)
    await set(3_000_00)

    expect((await bank.as(anna).groups.tree({ groupId: group.id })).limit).toMatchObject({
      amount: 3_000_00,
    })
  })

  it('is unknown to a branch that has no member in it', async () => {
    const { group } = await aGroup('外地集团')
    const stranger = await bank.hire('customer-manager', { branchId: bank.south })

    await expect(bank.as(stranger).groups.tree({ groupId: group.id })).rejects.toThrow(
      'group-not-found',
    )
    const { rows } = await bank.as(stranger).groups.list({ limit: 100 })
    expect(rows.map(({ id }) => id)).not.toContain(group.id)
  })
})
