import { createHash } from 'node:crypto'
import { day } from '@banyan/domain/calendar'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aRunningLoan } from '../../loans/testing-loans.ts'
import { aCompany, aPerson, type TestCustomer } from '../../testing-customers.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let clock = new Date('2026-10-15T02:00:00Z').getTime()

/** Every act happens a minute after the one before. */
const later = () => new Date((clock += 60_000))

beforeAll(async () => {
  bank = await aBank()
  bank.resources.now = () => new Date(clock)
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
})
afterAll(() => bank.drop())
beforeEach(() => void later())

const hold = async (
  from: TestCustomer,
  to: TestCustomer,
  percent: string,
  since = '2020-01-01',
) => {
  later()
  const { id } = await bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind: 'ownership',
    percent: parseRate(percent),
    votingPercent: null,
    amount: null,
    validFrom: day(since),
    validTo: null,
    source: '工商登记',
    evidence: '',
  })
  later()
  return id
}

async function aGroup(name: string) {
  const [root, middle, leaf] = [
    await aCompany(bank, anna, { name: `${name}控股` }, { status: 'draft' }),
    await aCompany(bank, anna, { name: `${name}机械` }),
    await aCompany(bank, anna, { name: `${name}铸造` }),
  ]
  const first = await hold(root, middle, '60')
  const second = await hold(middle, leaf, '50')
  const { group } = await bank.as(anna).groups.tree({ customerId: root.id })
  return { root, middle, leaf, first, second, groupId: group.id }
}

describe('the tree of a group as it was known', () => {
  it('stays byte-equal after a backdated correction, and differs as known since, for a listed cause', async () => {
    const { root, middle, leaf, first, groupId } = await aGroup('回溯')
    const told = { groupId, on: day('2026-10-15'), knownAt: later().toISOString() }
    later()
    const filed = await bank.as(anna).groups.treeAsOf(told)

    later()
    const { id } = await bank.as(risk).groups.correctRelation({
      id: first,
      percent: parseRate('40'),
      validFrom: day('2019-05-01'),
      reason: '章程修正案',
    })
    const since = { groupId, on: told.on, knownAt: later().toISOString() }

    const again = await bank.as(anna).groups.treeAsOf(told)
    expect(again.canonical).toBe(filed.canonical)
    expect(again.digest).toBe(filed.digest)
    expect(filed.digest).toBe(
      createHash('sha256')
        .update(filed.canonical ?? '')
        .digest('hex'),
    )
    const now = await bank.as(anna).groups.treeAsOf(since)
    expect(now.digest).not.toBe(filed.digest)
    expect(now.members.map(({ percent, lookThrough }) => [percent, lookThrough])).toEqual([
      [null, parseRate('100')],
      [parseRate('40'), parseRate('40')],
      [parseRate('50'), parseRate('20')],
    ])
    const { changes, causes, before, after } = await bank.as(anna).groups.treeChanges({
      groupId,
      from: { on: told.on, knownAt: told.knownAt },
      to: { on: since.on, knownAt: since.knownAt },
    })
    expect([before, after]).toEqual([filed.digest, now.digest])
    const cause = {
      relationId: id,
      from: root.id,
      to: middle.id,
      change: 'corrected',
      percentBefore: parseRate('60'),
      percentAfter: parseRate('40'),
      by: risk.name,
      source: '工商登记',
      reason: '章程修正案',
    }
    expect(causes).toMatchObject([cause])
    expect(changes).toMatchObject([
      { what: 'percent', id: middle.id, causes: [cause] },
      { what: 'look-through', id: leaf.id, causes: [cause] },
    ])
  })

  it('tells the tree of an earlier day by what is known now', async () => {
    const { root, middle, leaf, groupId } = await aGroup('早日')
    const other = await aCompany(bank, anna, { name: '早日新贵' })
    await hold(root, other, '80', '2024-03-01')
    const on = (date: string) => bank.as(anna).groups.treeAsOf({ groupId, on: day(date) })

    expect((await on('2024-03-01')).members.map(({ id, parent }) => [id, parent])).toEqual([
      [root.id, null],
      [middle.id, root.id],
      [leaf.id, middle.id],
      [other.id, root.id],
    ])
    const early = await on('2024-02-29')
    expect(early.members.find(({ id }) => id === other.id)).toMatchObject({ parent: null })
    const changes = await bank.as(anna).groups.treeChanges({
      groupId,
      from: { on: day('2024-02-29') },
      to: { on: day('2024-03-01') },
    })
    expect(changes.changes).toMatchObject([
      { what: 'moved', id: other.id, causes: [{ change: 'began', percentAfter: parseRate('80') }] },
    ])
  })

  it('says who had a loan running then, without touching the filed report', async () => {
    const { root, leaf, groupId } = await aGroup('旧债')
    later()
    const before = await bank.as(anna).groups.treeAsOf({ groupId, on: day('2026-09-01') })
    const loan = await aRunningLoan(bank, anna, {
      customerId: leaf.id,
      terms: { disbursedOn: day('2026-01-15') },
    })
    later()
    const on = async (date: string) =>
      (await bank.as(anna).groups.treeAsOf({ groupId, on: day(date) })).borrowers

    expect(loan.loan.customerId).toBe(leaf.id)
    expect(before.borrowers).toEqual([])
    expect(await on('2026-01-14')).toEqual([])
    expect(await on('2026-01-15')).toEqual([leaf.id])
    const { members, borrowers } = await bank.as(anna).groups.treeAsOf({ groupId })
    expect(borrowers).toEqual([leaf.id])
    expect(members.map(({ id }) => id)).toContain(root.id)
  })

  it('names who ended a holding, and the day it ended', async () => {
    const { middle, leaf, second, groupId } = await aGroup('终了')
    const before = { on: day('2026-10-15'), knownAt: later().toISOString() }
    later()
    await bank
      .as(risk)
      .groups.endRelation({ id: second, lastDay: day('2026-09-30'), reason: '已转让' })
    later()

    const ended = await bank.as(anna).groups.treeChanges({ groupId, from: before, to: {} })
    expect(ended.causes).toMatchObject([
      {
        change: 'ended',
        from: middle.id,
        to: leaf.id,
        by: risk.name,
        reason: '已转让',
        percentAfter: null,
      },
    ])
    const expired = await bank.as(anna).groups.treeChanges({
      groupId,
      from: { on: day('2026-09-30') },
      to: { on: day('2026-10-01') },
    })
    expect(expired.causes).toMatchObject([{ change: 'expired', to: leaf.id }])
    expect(expired.changes).toMatchObject([{ what: 'moved', id: leaf.id }])
  })

  it('keeps a member who left on the same day in what was known before', async () => {
    const { leaf, groupId } = await aGroup('离去')
    const moment = { on: day('2026-10-15'), knownAt: later().toISOString() }
    const before = { groupId, ...moment }
    later()
    const filed = await bank.as(anna).groups.treeAsOf(before)
    await bank
      .as(anna)
      .groups.removeMember({ groupId, customerId: leaf.id, reason: 'sold to others' })
    later()

    expect((await bank.as(anna).groups.treeAsOf(before)).digest).toBe(filed.digest)
    const now = await bank.as(anna).groups.treeAsOf({ groupId })
    expect(now.members).toHaveLength(2)
    const { changes } = await bank.as(anna).groups.treeChanges({ groupId, from: moment, to: {} })
    expect(changes).toMatchObject([{ what: 'left', id: leaf.id, after: null }])
  })

  it('keeps the name known then', async () => {
    const { root, groupId } = await aGroup('旧称')
    const before = { groupId, knownAt: later().toISOString() }
    later()
    const filed = await bank.as(anna).groups.treeAsOf(before)
    const file = await bank.as(anna).customers.get({ id: root.id })
    const { licences, ...details } = { licences: [], ...file.details }
    expect(licences).toEqual([])
    await bank.as(anna).customers.change({
      id: root.id,
      expectedVersion: file.fileVersion,
      reason: '更名',
      details: { ...details, name: '新称控股' } as never,
    })
    later()

    expect((await bank.as(anna).groups.treeAsOf(before)).canonical).toBe(filed.canonical)
    const { members } = await bank.as(anna).groups.treeAsOf({ groupId })
    expect(members[0]).toMatchObject({ name: '新称控股' })
  })

  it.each([[{ on: day('2026-10-16') }], [{ knownAt: '2027-01-01T00:00:00Z' }]])(
    'cannot be told of what has not come: %o',
    async (moment) => {
      const { groupId } = await aGroup(`未来${clock}`)

      await expect(bank.as(anna).groups.treeAsOf({ groupId, ...moment })).rejects.toThrow(
        'business-day-not-reached',
      )
    },
  )

  it('hides the names of persons from those who watch, and keeps the digest', async () => {
    const { groupId, root } = await aGroup('隐名')
    const owner = await aPerson(bank, anna, { name: '隐名股东' })
    await hold(owner, root, '90')
    const moment = { groupId, knownAt: later().toISOString() }
    later()
    const executive = bank.as(await bank.hire('executive'))

    const shown = await executive.groups.treeAsOf(moment)
    const full = await bank.as(anna).groups.treeAsOf(moment)

    expect(JSON.stringify(shown)).not.toContain('隐名股东')
    expect(shown.canonical).toBeNull()
    expect(shown.digest).toBe(full.digest)
  })
})
