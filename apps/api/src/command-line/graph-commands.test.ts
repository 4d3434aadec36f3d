import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importing } from '../imports/testing.ts'
import { aBank, type TestBank, type TestStaff } from '../testing.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import { guarantees } from './guarantees-command.ts'
import { ownership } from './ownership-command.ts'
import { tree } from './tree-command.ts'

let bank: TestBank
let operator: TestStaff
beforeAll(async () => {
  bank = await aBank()
  operator = await bank.hire('risk-officer', { name: 'operator' })
  await bank.resources.transact(bank.institution.id, (tx) =>
    tx.updateTable('staff').set({ isOperator: true }).where('id', '=', operator.staffId).execute(),
  )
})
afterAll(() => bank.drop())

const take = async (kind: 'customers' | 'relations', lines: string[]) => {
  const text = `${lines.join('\n')}\n`
  return importing(bank.resources, operator, kind, text, { source: 'register' })
}
const run = async (command: Command, word: string, options: Record<string, string> = {}) => {
  const { json, text } = await command.run({
    words: [word],
    options: { institution: 'riverside', ...options },
    world: { db: bank.db, resources: bank.resources } as World,
    say: () => undefined,
  })
  return { json: json as Printed, text }
}

interface Printed {
  holders: {
    number: string
    name: string
    direct: number | null
    lookThrough: number | null
    controls: boolean
    paths: { share: number | null; nodes: string[] }[]
  }[]
  beneficialOwners: { name: string; share: number | null; by: string }[]
  controller: { name: string; by: string } | null
  cycles: string[][]
  sumOfUltimateOwners: number | null
  warnings: { code: string }[]
  mutual: string[][]
  rings: string[][]
  circles: string[][]
  longestChain: number
  hubs: object[]
  parties: { number: string; name: string; isMember: boolean }[]
  members: { number: string; name: string; directPercent: number | null; depth: number }[]
  closingEdges: { holder: string; held: string; directPercent: number }[]
  digest: string
}

describe('the graph on the command line', () => {
  beforeAll(async () => {
    await take('customers', [
      'external_id,kind,name',
      ...['P', 'Q'].map((id) => `${id},person,自然人${id}`),
      ...['A', 'B', 'C'].map((id) => `${id},company,公司${id}`),
      ...['K1', 'K2', 'K3', 'K4'].map((id) => `${id},company,担保${id}`),
    ])
    await take('relations', [
      'from_external_id,to_external_id,kind,percent,amount,valid_from',
      'P,A,ownership,70,,2020-01-01',
      'B,A,ownership,30,,2020-01-01',
      'A,B,ownership,40,,2020-01-01',
      'Q,B,ownership,60,,2020-01-01',
      'A,C,ownership,,,2020-01-01',
      'K1,K2,guarantee,,1000.00,2020-01-01',
      'K2,K1,guarantee,,1000.00,2020-01-01',
      'K2,K3,guarantee,,500.00,2020-01-01',
      'K4,K3,guarantee,,500.00,2020-01-01',
    ])
  })

  it('tells who owns a customer, in percent as numbers, by any id', async () => {
    const { json, text } = await run(ownership, 'B')

    expect(
      json.holders.map(({ name, direct, lookThrough }) => [name, direct, lookThrough]),
    ).toEqual([
      ['自然人Q', 60, 68.181818],
      ['公司A', 40, 45.454545],
      ['自然人P', 0, 31.818182],
    ])
    expect(json.holders.map(({ controls }) => controls)).toEqual([true, false, false])
    const number = json.holders[0]?.number ?? ''
    expect(number).toMatch(/^C\d{7}$/)
    expect(json.holders[0]?.paths).toMatchObject([
      { share: 60, nodes: [number, expect.any(String)] },
    ])
    expect(json.beneficialOwners.map(({ name, share, by }) => [name, share, by])).toEqual([
      ['自然人Q', 68.181818, 'shares'],
      ['自然人P', 31.818182, 'shares'],
    ])
    expect(json.controller).toMatchObject({ name: '自然人Q', by: 'votes' })
    expect(json.cycles).toHaveLength(1)
    expect(json.sumOfUltimateOwners).toBe(100)
    expect(text).toContain('look-through 68.181818 %')
    expect(text).toContain('hold each other')
  })

  it('says null of a share that is not on record, and warns', async () => {
    const { json } = await run(ownership, 'C')

    expect(
      json.holders.map(({ name, direct, lookThrough }) => [name, direct, lookThrough]),
    ).toEqual(expect.arrayContaining([['公司A', null, null]]))
    expect(json.warnings).toMatchObject([{ code: 'share-unknown' }])
  })

  it('finds pairs, rings, circles and the longest chain of guarantees around a customer', async () => {
    const { json, text } = await run(guarantees, 'K4')
    const named = new Map(json.parties.map(({ number, name }) => [number, name.slice(2)]))
    const names = (set: string[]) => set.map((number) => named.get(number))

    expect(json.mutual.map(names)).toEqual([['K1', 'K2']])
    expect(json.rings.map(names)).toEqual([['K1', 'K2']])
    expect(json.circles.map(names)).toEqual([['K1', 'K2', 'K3', 'K4']])
    expect(json.longestChain).toBe(2)
    expect(json.parties.filter(({ isMember }) => isMember)).toHaveLength(1)
    expect(text).toContain('longest chain 2')
  })

  it('tells the tree of a day, with a digest that stays', async () => {
    const early = await run(tree, 'A', { on: '2019-12-31' })
    expect(early.json.members.every(({ depth }) => depth === 0)).toBe(true)
    const [first, again] = [
      await run(tree, 'A', { 'known-at': '2026-10-15T02:00:00Z' }),
      await run(tree, 'A', { 'known-at': '2026-10-15T02:00:00Z' }),
    ]
    expect(first.json.digest).toBe(again.json.digest)
    expect(first.json.digest).toMatch(/^[0-9a-f]{64}$/)
    const present = await run(tree, 'A')
    expect(present.json.closingEdges).toMatchObject([{ directPercent: 30 }])
    expect(first.json.closingEdges).toEqual(present.json.closingEdges)
    expect(first.json.members).toMatchObject(present.json.members)
  })

  it.each([
    [ownership, 'nobody', {}, 'customer-not-found'],
    [guarantees, 'nobody', {}, 'customer-not-found'],
    [tree, 'K4', {}, 'group-not-found'],
    [tree, 'A', { on: '2026-02-30' }, '--on takes a day'],
    [tree, 'A', { 'known-at': 'yesterday' }, '--known-at takes an instant'],
    [ownership, 'A', { on: '2026-10-16' }, 'business-day-not-reached'],
  ] as const)('refuses %#', async (command, word, options, reason) => {
    await expect(run(command, word, options)).rejects.toThrow(reason)
  })
})
