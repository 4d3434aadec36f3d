import { day } from '@banyan/domain/calendar'
import type { RelationKind } from '@banyan/domain/groups/relation'
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
  percent: string | null,
  kind: RelationKind = 'ownership',
) =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind,
    percent: percent === null ? null : parseRate(percent),
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

const company = (name: string) => aCompany(bank, anna, { name })
const person = (name: string) => aPerson(bank, anna, { name })
const above = (target: TestCustomer, moment: { on?: ReturnType<typeof day> } = {}) =>
  bank
    .as(anna)
    .groups.ownership({ customerId: target.id, ...moment })
    .then((answer) => {
      if (answer.direction !== 'up') throw new Error('not upward')
      return answer
    })

describe('who owns a customer', () => {
  it('adds what comes through others to what is held directly, and explains it by paths', async () => {
    const [p, a, b] = [await person('金字塔主'), await company('塔甲'), await company('塔乙')]
    await relate(p, a, '60')
    await relate(a, b, '50')
    await relate(p, b, '10')

    const { holders, beneficialOwners, controller, sumOfUltimateOwners } = await above(b)

    expect(holders).toMatchObject([
      { id: a.id, direct: parseRate('50'), lookThrough: parseRate('50'), controls: false },
      {
        id: p.id,
        direct: parseRate('10'),
        lookThrough: parseRate('40'),
        controls: true,
        isUltimate: true,
        paths: [
          { share: parseRate('30'), nodes: [p.id, a.id, b.id] },
          { share: parseRate('10'), nodes: [p.id, b.id] },
        ],
      },
    ])
    expect(beneficialOwners).toEqual([{ id: p.id, by: 'shares', share: parseRate('40'), with: [] }])
    expect(controller).toMatchObject({ parties: [p.id], chain: [p.id, a.id, b.id] })
    expect(sumOfUltimateOwners).toBe(parseRate('40'))
  })

  it('solves cross-holdings, where the simple multiplication of paths is wrong', async () => {
    const [p, q] = [await person('交叉甲主'), await person('交叉乙主')]
    const [a, b] = [await company('交叉甲'), await company('交叉乙')]
    await relate(p, a, '70')
    await relate(b, a, '30')
    await relate(a, b, '40')
    await relate(q, b, '60')

    const { holders, cycles, sumOfUltimateOwners } = await above(a)

    const shareOf = (id: string) => holders.find((holder) => holder.id === id)?.lookThrough
    expect(shareOf(p.id)).toBe(79_545_455)
    expect(shareOf(q.id)).toBe(20_454_545)
    expect(cycles).toEqual([[a.id, b.id].sort()])
    expect(sumOfUltimateOwners).toBe(parseRate('100'))
  })

  it('reports what is wrong with the records, and answers all the same', async () => {
    const [p, q, a] = [await person('超额一'), await person('超额二'), await company('超额')]
    await relate(p, a, '80')
    await relate(q, a, '60')
    const closed = [await company('封闭甲'), await company('封闭乙')] as const
    await relate(closed[0], closed[1], '100')
    await relate(closed[1], closed[0], '100')

    expect((await above(a)).warnings).toMatchObject([{ code: 'held-beyond-whole', id: a.id }])
    const answer = await above(closed[0])
    expect(answer.sumOfUltimateOwners).toBeNull()
    expect(answer.warnings).toMatchObject([{ code: 'closed-cycle' }])
    expect(answer.holders).toMatchObject([{ id: closed[1].id, lookThrough: null }])
  })

  it('tells control by agreement and in concert apart from capital', async () => {
    const [boss, x, y] = [await person('协议主'), await person('一致甲'), await person('一致乙')]
    const [a, b] = [await company('受控甲'), await company('受控乙')]
    await relate(boss, a, null, 'control')
    await relate(x, b, '30')
    await relate(y, b, '30')
    await relate(x, y, null, 'concerted-action')

    const agreed = await above(a)
    expect(agreed.holders).toMatchObject([{ id: boss.id, direct: null, controls: true }])
    expect(agreed.controller).toMatchObject({ parties: [boss.id], by: 'agreement' })
    expect(agreed.beneficialOwners).toMatchObject([{ id: boss.id, by: 'control' }])
    const joint = await above(b)
    expect(joint.holders.map(({ controls, isJointly }) => [controls, isJointly])).toEqual([
      [true, true],
      [true, true],
    ])
    expect(joint.controller).toMatchObject({ isJoint: true, by: 'concert' })
    expect(joint.controller.parties.toSorted()).toEqual([x.id, y.id].sort())
  })

  it('falls back on who runs the company, and says so', async () => {
    const [clerk, a] = [await person('经理人'), await company('无主')]
    await relate(clerk, a, null, 'officer')

    expect(await above(a)).toMatchObject({
      holders: [],
      controller: { parties: [] },
      beneficialOwners: [{ id: clerk.id, by: 'management' }],
      beneficialOwnersFlag: 'management-only',
    })
  })

  it('is told for a day gone by', async () => {
    const [p, a] = [await person('昔日主'), await company('昔日')]
    await relate(p, a, '100')

    expect((await above(a, { on: day('2020-01-01') })).holders).toHaveLength(1)
    expect((await above(a, { on: day('2019-12-31') })).holders).toEqual([])
  })

  it('hides persons from those who watch, and everyone from another branch', async () => {
    const [p, a] = [await person('不宜示人'), await company('示人')]
    await relate(p, a, '100')
    const executive = bank.as(await bank.hire('executive'))
    const stranger = bank.as(await bank.hire('customer-manager', { branchId: bank.south }))

    const shown = await executive.groups.ownership({ customerId: a.id })
    expect(JSON.stringify(shown)).not.toContain('不宜示人')
    expect(JSON.stringify(await above(a))).toContain('不宜示人')
    await expect(stranger.groups.ownership({ customerId: a.id })).rejects.toThrow(
      'customer-not-found',
    )
  })
})

describe('whom a customer owns', () => {
  it('is everyone below, with what it holds and controls of each', async () => {
    const [p, a, b, c] = [
      await person('下行主'),
      await company('下行甲'),
      await company('下行乙'),
      await company('下行丙'),
    ]
    await relate(p, a, '51')
    await relate(a, b, '51')
    await relate(b, c, '51')

    const answer = await bank.as(anna).groups.ownership({ customerId: p.id, direction: 'down' })

    expect(answer).toMatchObject({
      direction: 'down',
      holder: { id: p.id },
      heldCount: 3,
      held: [
        { id: a.id, direct: parseRate('51'), lookThrough: parseRate('51'), controls: true },
        { id: b.id, direct: null, lookThrough: 26_010_000, controls: true },
        { id: c.id, direct: null, lookThrough: 13_265_100, controls: true },
      ],
    })
  })
})
