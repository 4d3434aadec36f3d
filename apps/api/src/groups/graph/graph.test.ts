import { day } from '@banyan/domain/calendar'
import type { RelationKind } from '@banyan/domain/groups/relation'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../../testing-customers.ts'

let bank: TestBank
let anna: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
})
afterAll(() => bank.drop())

const relate = (
  from: TestCustomer,
  to: TestCustomer,
  kind: RelationKind,
  percent: string | null = null,
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
const company = (name: string) => aCompany(bank, anna, { name })
const everyLayer = ['ownership', 'control', 'guarantee'] as const

describe('the picture of a group', () => {
  it('shows who stands around, with shares to and from the focus', async () => {
    const boss = await aPerson(bank, anna, { name: '图主' })
    const [top, left, right, outside] = [
      await company('图顶'),
      await company('图左'),
      await company('图右'),
      await company('图外'),
    ]
    await relate(boss, top, 'ownership', '80')
    await relate(top, left, 'ownership', '60')
    await relate(left, right, 'ownership', '50')
    await relate(right, top, 'ownership', '10')
    await relate(right, outside, 'guarantee')

    const picture = await bank
      .as(anna)
      .groups.graph({ customerId: left.id, layers: [...everyLayer] })

    const node = (of: TestCustomer) => picture.nodes.find(({ id }) => id === of.id)
    expect(picture.nodes).toHaveLength(5)
    expect(node(left)).toMatchObject({ isRoot: true, depth: 0 })
    expect(node(outside)).toMatchObject({ depth: 2 })
    expect(node(boss)).toMatchObject({ isController: true, depth: 2 })
    expect(node(right)?.lookThroughOfFocus).toBe(51_546_392)
    expect(picture.edges.filter(({ isClosing }) => isClosing)).toMatchObject([
      { from: right.id, to: top.id },
    ])
    expect(picture.isTruncated).toBe(false)

    const down = await bank
      .as(anna)
      .groups.graph({ customerId: left.id, layers: ['guarantee'], direction: 'down' })
    expect(down.nodes.map(({ id }) => id)).toEqual([left.id])
  })

  it('stops at the limit and says so; shows members that stand apart', async () => {
    const root = await company('限顶')
    for (const name of ['限一', '限二', '限三'])
      await relate(root, await company(name), 'ownership', '51')
    const { group } = await bank.as(anna).groups.tree({ customerId: root.id })
    const apart = await company('限外')
    await bank
      .as(anna)
      .groups.addMember({ groupId: group.id, customerId: apart.id, reason: 'same family' })
    const ask = (limit: number) =>
      bank.as(anna).groups.graph({ groupId: group.id, layers: [...everyLayer], limit })

    expect(await ask(3)).toMatchObject({ focus: root.id, isTruncated: true })
    expect((await ask(3)).nodes).toHaveLength(3)
    const whole = await ask(200)
    expect(whole.nodes).toHaveLength(5)
    expect(whole.isTruncated).toBe(false)
  })
})

describe('how two parties are related', () => {
  it('is told by the shortest ways over the layers asked for', async () => {
    const [a, b, c] = [await company('径甲'), await company('径乙'), await company('径丙')]
    const wife = await aPerson(bank, anna, { name: '径妻' })
    const man = await aPerson(bank, anna, { name: '径夫' })
    await relate(man, a, 'ownership', '60')
    await relate(wife, man, 'family')
    await relate(wife, b, 'officer')
    await relate(a, c, 'guarantee')

    const ask = (layers?: ('ownership' | 'family' | 'officer')[]) =>
      bank.as(anna).groups.pathBetween({ a: a.id, b: b.id, ...(layers ? { layers } : {}) })
    const { paths, parties } = await ask()

    expect(paths).toHaveLength(1)
    expect(paths[0]?.steps.map(({ kind, isForward }) => `${kind} ${isForward}`)).toEqual([
      'ownership false',
      'family false',
      'officer true',
    ])
    expect(parties).toHaveLength(4)
    expect((await ask(['ownership', 'family'])).paths).toEqual([])
    const stranger = bank.as(await bank.hire('customer-manager', { branchId: bank.south }))
    await expect(stranger.groups.pathBetween({ a: a.id, b: b.id })).rejects.toThrow(
      'customer-not-found',
    )
  })
})
