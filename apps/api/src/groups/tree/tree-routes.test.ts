import { gunzipSync } from 'node:zlib'
import { decodeTree } from '@banyan/domain/groups/tree-wire'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestOf, insertSession } from '../../access/accounts.queries.ts'
import { createServer } from '../../server.ts'
import { aBank, sessionFor, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, aPerson, type TestCustomer } from '../../testing-customers.ts'

let bank: TestBank
let manager: TestStaff
let server: ReturnType<typeof createServer>
let holder: TestCustomer
let held: TestCustomer
let groupId: string

beforeAll(async () => {
  bank = await aBank()
  manager = await bank.hire('customer-manager')
  server = createServer({
    resources: bank.resources,
    access: {
      db: bank.db,
      now: bank.resources.now,
      isSecure: false,
      isDemo: false,
      demoLogins: () => [],
    },
    pages: null,
  })
  holder = await aPerson(bank, manager, { name: '欧阳青山' })
  held = await aCompany(bank, manager, { name: '青山茶业' })
  await relate(holder, held)
  const { group } = await bank.as(manager).groups.tree({ customerId: held.id })
  groupId = group.id
})
afterAll(() => bank.drop())

const relate = (from: TestCustomer, to: TestCustomer) =>
  bank.as(manager).groups.addRelation({
    from: from.id,
    to: to.id,
    kind: 'ownership',
    role: null,
    percent: parseRate('66.5'),
    votingPercent: null,
    incomePercent: null,
    dependencePercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

let sessions = 0

async function asked(staff: TestStaff, headers: Record<string, string> = {}, id = groupId) {
  const token = `a session that only this test knows ${++sessions}`
  await insertSession(bank.db, {
    ...sessionFor(staff),
    tokenDigest: digestOf(token),
    createdAt: bank.resources.now(),
  })
  return server.request(`/api/groups/${id}/tree`, {
    headers: { cookie: `banyan=${token}`, ...headers },
  })
}

const treeFor = async (staff: TestStaff) =>
  decodeTree<{ group: { name: string }; branches: { name: string }[]; statuses: string[] }>(
    await (await asked(staff)).arrayBuffer(),
  )

describe('a tree by its route', () => {
  it('comes as columns that equal what the procedure says', async () => {
    const tree = await treeFor(manager)
    const { nodes, group } = await bank.as(manager).groups.tree({ groupId })

    expect(tree.head.group.name).toBe(group.name)
    expect(tree.names).toEqual(nodes.names)
    expect(tree.numbers).toEqual(nodes.numbers)
    expect([tree.idAt(0), tree.idAt(1)]).toEqual(nodes.ids)
    expect([...tree.percents]).toEqual([-1, parseRate('66.5')])
    expect([...tree.lookThrough]).toEqual([parseRate('100'), parseRate('66.5')])
    expect([...tree.parents]).toEqual([-1, 0])
    expect([...tree.limits]).toEqual([-1, -1])
    expect(tree.head.statuses[tree.statuses[1] ?? 0]).toBe('active')
    expect(tree.head.branches[tree.branches[1] ?? 0]?.name).toBe('北城支行')
  })

  it('is not sent again while nothing in it changes', async () => {
    const first = await asked(manager)
    const etag = first.headers.get('etag') ?? ''
    expect((await asked(manager, { 'if-none-match': etag })).status).toBe(304)

    const risk = await bank.hire('risk-officer')
    await bank
      .as(risk)
      .groups.setLimit({ groupId, amount: money(1_000_00), isRevolving: true, note: 'yearly' })

    const after = await asked(manager, { 'if-none-match': etag })
    expect(after.status).toBe(200)
    expect(decodeTree(await after.arrayBuffer()).head).toMatchObject({
      limit: { amount: 1_000_00 },
    })
  })

  it('hides the names of persons from those who only watch, whoever asked before', async () => {
    const executive = await bank.hire('executive')

    expect((await treeFor(manager)).names).toContain('欧阳青山')
    const seen = await treeFor(executive)
    expect(seen.names).not.toContain('欧阳青山')
    expect(seen.names).toContain('青山茶业')
    expect(seen.initials).toEqual([])
  })

  it('is unknown to a branch that has no member in it, and to nobody signed in', async () => {
    const stranger = await bank.hire('customer-manager', { branchId: bank.south })

    expect((await asked(stranger)).status).toBe(404)
    expect((await asked(manager, {}, holder.id)).status).toBe(404)
    expect((await server.request(`/api/groups/${groupId}/tree`)).status).toBe(401)
  })

  it('is packed when it is large', async () => {
    const top = await aCompany(bank, manager, { name: '大宗' })
    const below = await aCompany(bank, manager, { name: '大宗子' })
    await relate(top, below)
    const { group } = await bank.as(manager).groups.tree({ customerId: top.id })
    // A name as long as this makes an answer that is worth packing.
    await bank.inside(manager, ({ tx, institution }) =>
      tx
        .updateTable('groupNode')
        .set({ name: '长'.repeat(40_000) })
        .where('institutionId', '=', institution.id)
        .where('customerId', '=', below.id)
        .execute(),
    )

    const answer = await asked(manager, { 'accept-encoding': 'gzip' }, group.id)

    expect(answer.headers.get('content-encoding')).toBe('gzip')
    const bytes = gunzipSync(Buffer.from(await answer.arrayBuffer()))
    const tree = decodeTree(new Uint8Array(bytes).buffer)
    expect(tree.names[1]).toHaveLength(40_000)
  })
})
