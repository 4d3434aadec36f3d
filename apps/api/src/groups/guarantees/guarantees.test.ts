import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, type TestCustomer } from '../../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let chief: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  chief = await bank.hire('head-office-approver')
})
afterAll(() => bank.drop())

async function guarantee(from: TestCustomer, to: TestCustomer, yuan = 10_000) {
  const { id, isHeld } = await bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind: 'guarantee',
    percent: null,
    votingPercent: null,
    amount: money(yuan * 100),
    validFrom: day('2026-01-01'),
    validTo: null,
    source: 'contract',
    evidence: '',
    confirmsRing: { reason: 'asked for by the test' },
  })
  if (!isHeld) return
  const decision = { proposalId: id, release: true, note: 'accepted' }
  await bank.as(chief).groups.decideGuarantee(decision)
}

async function companies<const Names extends readonly string[]>(...names: Names) {
  const made: TestCustomer[] = []
  for (const name of names) made.push(await aCompany(bank, anna, { name }))
  return made as { -readonly [Index in keyof Names]: TestCustomer }
}

const around = (customer: TestCustomer) =>
  bank.as(anna).groups.guarantees({ customerId: customer.id })

describe('guarantees around a customer', () => {
  it('finds pairs, rings, circles and the longest chain, members or not', async () => {
    const [p, q, r, s] = await companies('保一', '保二', '保三', '保四')
    await guarantee(p, q)
    await guarantee(q, p)
    await guarantee(q, r, 30_000)
    await guarantee(s, r)

    const answer = await around(s)

    const set = (...parties: TestCustomer[]) => parties.map(({ id }) => id).sort()
    expect(answer.mutual).toEqual([set(p, q)])
    expect(answer.rings).toEqual([set(p, q)])
    expect(answer.circles).toMatchObject([
      { ids: set(p, q, r, s), edges: 4, guaranteed: 60_000_00, loans: 0, nplMembers: [] },
    ])
    expect(answer.longestChain).toBe(2)
    expect(answer.edges[0]).toMatchObject({ from: q.id, to: r.id, amount: 30_000_00 })
    expect(answer.capacity.find(({ id }) => id === q.id)).toMatchObject({
      given: 40_000_00,
      taken: 10_000_00,
      netAssets: null,
      capacity: null,
    })
    expect(answer.parties.filter(({ isMember }) => isMember).map(({ id }) => id)).toEqual([s.id])
  })

  it('counts the elementary ways round in a ring', async () => {
    const [a, b, c, d, e] = await companies('环甲', '环乙', '环丙', '环丁', '环戊')
    await guarantee(a, b)
    await guarantee(b, c)
    await guarantee(c, a)
    await guarantee(c, d)
    await guarantee(d, e)
    await guarantee(e, a)

    const { rings, cycles } = await around(a)

    expect(rings).toHaveLength(1)
    expect(rings[0]).toHaveLength(5)
    expect(cycles.map(({ length }) => length).sort()).toEqual([3, 5])
  })

  it('is asked of a group or a customer, not of both or neither', async () => {
    await expect(bank.as(anna).groups.guarantees({})).rejects.toThrow('one-of-the-two')
    const [a] = await companies('孤家')
    const { edges, circles } = await around(a)
    expect([edges, circles]).toEqual([[], []])
  })

  it('follows who falls when one of them fails', async () => {
    const [a, b] = await companies('倒一', '倒二')
    await guarantee(b, a)

    const course = await bank
      .as(anna)
      .groups.contagion({ customerId: a.id, fails: a.id, lossRate: parseRate('60') })

    expect(course.rounds[0]).toMatchObject({ round: 0, falls: [{ id: a.id, loans: 0 }] })
    const [stranger] = await companies('局外')
    await expect(
      bank
        .as(anna)
        .groups.contagion({ customerId: a.id, fails: stranger.id, lossRate: parseRate('60') }),
    ).rejects.toThrow('customer-not-found')
  })
})
