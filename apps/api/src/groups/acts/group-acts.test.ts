import { day } from '@banyan/domain/calendar'
import type { GroupAct } from '@banyan/domain/groups/group-act'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '../../testing-refusals.ts'
import { aBank, type TestBank, type TestStaff } from '../../testing.ts'
import { aCompany, type TestCustomer } from '../../testing-customers.ts'
import { auditActions, lendTo, memberships } from './acts-tests.queries.ts'

let bank: TestBank
let anna: TestStaff
let risk: TestStaff
let head: TestStaff

beforeAll(async () => {
  bank = await aBank()
  anna = await bank.hire('customer-manager')
  risk = await bank.hire('risk-officer')
  head = await bank.hire('head-office-approver', { branchId: bank.institution.headOfficeId })
})
afterAll(() => bank.drop())

const owns = (from: TestCustomer, to: TestCustomer, percent = '60') =>
  bank.as(anna).groups.addRelation({
    from: from.id,
    to: to.id,
    kind: 'ownership',
    percent: parseRate(percent),
    votingPercent: null,
    amount: null,
    validFrom: day('2020-01-01'),
    validTo: null,
    source: 'register',
    evidence: '',
  })

/** A proposed group of a root, a middle and a leaf. */
async function aChain(name: string) {
  const root = await aCompany(bank, anna, { name: `${name}控股` })
  const middle = await aCompany(bank, anna, { name: `${name}机械` })
  const leaf = await aCompany(bank, anna, { name: `${name}铸造` })
  await owns(root, middle)
  await owns(middle, leaf)
  return { root, middle, leaf, groupId: await groupOf(root) }
}

async function groupOf({ id }: TestCustomer): Promise<string> {
  const rows = await bank.inside(anna, ({ tx }) => memberships(tx, id))
  return rows.find(({ isOpen }) => isOpen)?.groupId ?? ''
}

const agreed = { note: '核对无误' }
const reason = '股权已变更'

describe('a merge of groups', () => {
  it('is previewed, done when another person approves, and taken back by its reverse', async () => {
    const [big, small] = [await aChain('合并甲'), await aChain('合并乙')]
    await bank.inside(anna, (context) => lendTo(context, small.leaf.id, 500_000_00))
    await bank.as(head).groups.setLimit({
      groupId: big.groupId,
      amount: money(400_000_00),
      isRevolving: true,
      note: '年度',
    })
    const act: GroupAct = { kind: 'merge', intoGroupId: big.groupId, fromGroupIds: [small.groupId] }

    const preview = await bank.as(anna).groupActs.preview(act)
    const into = preview.groups.find(({ id }) => id === big.groupId)
    expect(into).toMatchObject({
      before: { members: 3, used: 0, limit: 400_000_00, free: 400_000_00 },
      after: { members: 6, used: 500_000_00, free: -100_000_00 },
    })
    expect(preview.groups.find(({ id }) => id === small.groupId)?.after).toBeNull()
    expect(preview.warnings).toEqual([
      { code: 'over-limit-after', group: '合并甲控股', amount: 100_000_00 },
    ])

    const { id, number } = await bank.as(anna).groupActs.propose({ act, reason })
    expect(number).toMatch(/^GA\d{6}$/)
    expect(await groupOf(small.leaf)).toBe(small.groupId)
    await bank.as(risk).groupActs.approve({ id, ...agreed })

    expect(await groupOf(small.leaf)).toBe(big.groupId)
    const merged = await bank.as(anna).groups.tree({ customerId: small.leaf.id })
    expect(merged.nodes.ids).toHaveLength(6)
    const gone = bank.as(anna).groups.tree({ groupId: small.groupId })
    expect(await refusalOf(gone)).toBe('group-not-found')
    expect(await bank.inside(anna, ({ tx }) => auditActions(tx, small.groupId))).toEqual(
      expect.arrayContaining(['act proposed', 'act approved']),
    )

    const back = await bank.as(anna).groupActs.proposeReverse({ id, reason: '合并有误' })
    await bank.as(risk).groupActs.approve({ id: back.id, ...agreed })
    expect(await groupOf(small.leaf)).toBe(small.groupId)
    const restored = await bank.as(anna).groups.tree({ groupId: small.groupId })
    expect(restored.group).toMatchObject({ status: 'proposed', memberCount: 3 })
    expect(restored.nodes.names).toEqual(['合并乙控股', '合并乙机械', '合并乙铸造'])
    const seen = await bank.as(anna).groupActs.get({ id })
    expect(seen).toMatchObject({ status: 'approved', reversedByNumber: back.number })
    expect(seen.refusals.reverse).toBe('act-is-reversed')
    expect(seen.preview?.groups).toHaveLength(2)
  })

  it('leaves what was believed before readable beside what is believed now', async () => {
    const [big, small] = [await aChain('两钟甲'), await aChain('两钟乙')]
    const act: GroupAct = { kind: 'merge', intoGroupId: big.groupId, fromGroupIds: [small.groupId] }
    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    await bank.as(risk).groupActs.approve({ id, ...agreed })
    const rows = await bank.inside(anna, ({ tx }) => memberships(tx, small.leaf.id))
    expect(rows.filter(({ isKnown }) => !isKnown)).toEqual([
      expect.objectContaining({ groupId: small.groupId, validTo: null }),
    ])
    expect(rows.find(({ isOpen }) => isOpen)?.groupId).toBe(big.groupId)
  })

  it('of a group with itself is refused', async () => {
    const { groupId } = await aChain('自并')
    const act: GroupAct = { kind: 'merge', intoGroupId: groupId, fromGroupIds: [groupId] }
    expect(await refusalOf(bank.as(anna).groupActs.propose({ act, reason }))).toBe(
      'act-merges-a-group-with-itself',
    )
  })
})

describe('a split', () => {
  it('makes a subtree its own confirmed group, found by its name', async () => {
    const { root, middle, leaf, groupId } = await aChain('拆分')
    const act: GroupAct = { kind: 'split', customerId: middle.id, name: '拆分新集团' }
    const preview = await bank.as(anna).groupActs.preview(act)
    expect(preview.moveCount).toBe(2)
    expect(preview.warnings.map(({ code }) => code)).toEqual(['no-limit', 'cuts-ownership'])
    expect(preview.groups.find(({ id }) => id === null)).toMatchObject({
      name: '拆分新集团',
      before: null,
      after: { members: 2, limit: null },
    })

    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    await bank.as(risk).groupActs.approve({ id, ...agreed })

    const tree = await bank.as(anna).groups.tree({ customerId: leaf.id })
    expect(tree.group).toMatchObject({ name: '拆分新集团', status: 'confirmed', memberCount: 2 })
    expect(tree.nodes.names).toEqual(['拆分机械', '拆分铸造'])
    expect(await groupOf(root)).toBe(groupId)
    expect(await groupOf(leaf)).not.toBe(groupId)
    const { parties } = await bank
      .as(anna)
      .search.find({ text: '拆分新集团', limit: 10 })
      .then((answer) => ({ parties: JSON.stringify(answer) }))
    expect(parties).toContain('拆分新集团')
  })

  it('of a whole group is refused', async () => {
    const { root } = await aChain('整拆')
    const act: GroupAct = { kind: 'split', customerId: root.id, name: '' }
    expect(await refusalOf(bank.as(anna).groupActs.propose({ act, reason }))).toBe(
      'split-is-the-whole-group',
    )
  })
})

describe('a move', () => {
  it('takes a subtree to another group and ends a group it empties', async () => {
    const [from, to] = [await aChain('移出'), await aChain('移入')]
    const act: GroupAct = {
      kind: 'move',
      customerIds: [from.root.id],
      withSubtrees: true,
      toGroupId: to.groupId,
    }
    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    await bank.as(risk).groupActs.approve({ id, ...agreed })
    expect(await groupOf(from.leaf)).toBe(to.groupId)
    const gone = bank.as(anna).groups.tree({ groupId: from.groupId })
    expect(await refusalOf(gone)).toBe('group-not-found')
  })

  it('takes a loose customer in, and out again', async () => {
    const { groupId } = await aChain('收纳')
    const loose = await aCompany(bank, anna, { name: '散户' })
    const moved = { kind: 'move' as const, customerIds: [loose.id], withSubtrees: false }
    const into = await bank
      .as(anna)
      .groupActs.propose({ act: { ...moved, toGroupId: groupId }, reason })
    await bank.as(risk).groupActs.approve({ id: into.id, ...agreed })
    expect(await groupOf(loose)).toBe(groupId)
    const out = await bank
      .as(anna)
      .groupActs.propose({ act: { ...moved, toGroupId: null }, reason })
    await bank.as(risk).groupActs.approve({ id: out.id, ...agreed })
    expect(await groupOf(loose)).toBe('')
  })

  it('of one who has moved since is refused whole', async () => {
    const [one, two] = [await aChain('过时甲'), await aChain('过时乙')]
    const act: GroupAct = {
      kind: 'move',
      customerIds: [one.leaf.id, one.middle.id],
      withSubtrees: false,
      toGroupId: two.groupId,
    }
    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    await bank
      .as(anna)
      .groups.removeMember({ groupId: one.groupId, customerId: one.leaf.id, reason })
    expect(await refusalOf(bank.as(risk).groupActs.approve({ id, ...agreed }))).toBe(
      'members-moved-since',
    )
    expect(await groupOf(one.middle)).toBe(one.groupId)
    expect((await bank.as(risk).groupActs.get({ id })).status).toBe('waiting')
  })
})

describe('a choice of parent', () => {
  it('hangs a node under the holder a person chose, until it is given back to the rule', async () => {
    const { root, middle, leaf } = await aChain('择母')
    await owns(root, leaf, '30')
    const parentOf = async () => {
      const { nodes } = await bank.as(anna).groups.tree({ customerId: leaf.id })
      return nodes.parents[nodes.ids.indexOf(leaf.id)]
    }
    expect(await parentOf()).toBe(middle.id)
    const act: GroupAct = { kind: 'parent', customerId: leaf.id, parentId: root.id }
    const chosen = await bank.as(anna).groupActs.propose({ act, reason })
    await bank.as(risk).groupActs.approve({ id: chosen.id, ...agreed })
    expect(await parentOf()).toBe(root.id)

    const back = await bank.as(anna).groupActs.proposeReverse({ id: chosen.id, reason })
    await bank.as(risk).groupActs.approve({ id: back.id, ...agreed })
    expect(await parentOf()).toBe(middle.id)
  })

  it('of someone who holds nothing, or stands below, is refused', async () => {
    const { root, middle, leaf } = await aChain('非母')
    const propose = (customerId: string, parentId: string) =>
      refusalOf(
        bank.as(anna).groupActs.propose({ act: { kind: 'parent', customerId, parentId }, reason }),
      )
    expect(await propose(leaf.id, root.id)).toBe('parent-is-no-holder')
    await owns(leaf, root, '5')
    expect(await propose(root.id, leaf.id)).toBe('parent-makes-a-cycle')
    expect(await propose(leaf.id, middle.id)).toBe('done')
  })
})

describe('a dissolution', () => {
  it('frees everyone, and its reverse brings the group back under its number', async () => {
    const { leaf, groupId } = await aChain('解散')
    const before = await bank.as(anna).groups.tree({ groupId })
    const { id } = await bank
      .as(anna)
      .groupActs.propose({ act: { kind: 'dissolve', groupId }, reason })
    await bank.as(risk).groupActs.approve({ id, ...agreed })
    expect(await groupOf(leaf)).toBe('')
    const back = await bank.as(risk).groupActs.proposeReverse({ id, reason })
    await bank.as(head).groupActs.approve({ id: back.id, ...agreed })
    const after = await bank.as(anna).groups.tree({ groupId })
    expect(after.group.number).toBe(before.group.number)
    expect(after.nodes.ids).toEqual(before.nodes.ids)
  })
})

describe('whoever decides on an act', () => {
  it('is another person than asked for it, in the operation and in the database', async () => {
    const { middle } = await aChain('四眼')
    const both = await bank.hire(['customer-manager', 'risk-officer'])
    const { id } = await bank
      .as(both)
      .groupActs.propose({ act: { kind: 'split', customerId: middle.id, name: '' }, reason })
    expect(await refusalOf(bank.as(both).groupActs.approve({ id, ...agreed }))).toBe('own-proposal')
    expect(await refusalOf(bank.as(both).groupActs.refuse({ id, ...agreed }))).toBe('own-proposal')
    const forged = bank.inside(both, ({ tx, institution, now }) =>
      tx
        .insertInto('groupActDecision')
        .values({
          institutionId: institution.id,
          actId: id,
          makerId: both.staffId,
          checkerId: both.staffId,
          outcome: 'approved',
          note: '',
          decidedAt: now(),
        })
        .execute(),
    )
    await expect(forged).rejects.toThrow('group_act_checker_is_not_maker')
  })

  it('refuses with a note and changes nothing; the maker may withdraw', async () => {
    const { middle, groupId } = await aChain('驳回')
    const act: GroupAct = { kind: 'split', customerId: middle.id, name: '' }
    const first = await bank.as(anna).groupActs.propose({ act, reason })
    await bank.as(head).groupActs.refuse({ id: first.id, note: '依据不足' })
    expect(await bank.as(anna).groupActs.get({ id: first.id })).toMatchObject({
      status: 'refused',
      note: '依据不足',
      checker: head.name,
    })
    expect(await refusalOf(bank.as(risk).groupActs.approve({ id: first.id, ...agreed }))).toBe(
      'act-is-decided',
    )
    const second = await bank.as(anna).groupActs.propose({ act, reason })
    expect(await refusalOf(bank.as(risk).groupActs.withdraw({ id: second.id }))).toBe(
      'not-your-act',
    )
    await bank.as(anna).groupActs.withdraw({ id: second.id })
    expect(await groupOf(middle)).toBe(groupId)
  })

  it('sees the acts of the own branch alone', async () => {
    const { middle, groupId } = await aChain('辖区')
    const act: GroupAct = { kind: 'split', customerId: middle.id, name: '' }
    const stranger = await bank.hire('customer-manager', { branchId: bank.south })
    expect(await refusalOf(bank.as(stranger).groupActs.propose({ act, reason }))).toBe(
      'customer-not-found',
    )
    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    const south = await bank.hire('branch-approver', { branchId: bank.south })
    expect(await refusalOf(bank.as(south).groupActs.approve({ id, ...agreed }))).toBe(
      'group-act-not-found',
    )
    const shown = await bank.as(south).groupActs.list({ groupId })
    expect(shown.rows).toEqual([])
    const north = await bank.hire('branch-approver')
    expect(await bank.as(north).groupActs.list({ status: 'waiting', groupId })).toMatchObject({
      rows: [{ id, kind: 'split', moveCount: 2, founds: '辖区机械', maker: anna.name }],
      next: null,
    })
    await bank.as(north).groupActs.approve({ id, ...agreed })
  })

  it('is one of eight who approve at once', async () => {
    const { middle } = await aChain('并发')
    const act: GroupAct = { kind: 'split', customerId: middle.id, name: '' }
    const { id } = await bank.as(anna).groupActs.propose({ act, reason })
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        refusalOf(bank.as(risk).groupActs.approve({ id, ...agreed })),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'act-is-decided')).toHaveLength(7)
  })

  it('never waits in a ring with one who merges the same groups the other way', async () => {
    const [one, two] = [await aChain('互并甲'), await aChain('互并乙')]
    const merge = (intoGroupId: string, from: string) =>
      bank
        .as(anna)
        .groupActs.propose({ act: { kind: 'merge', intoGroupId, fromGroupIds: [from] }, reason })
    const acts = [await merge(one.groupId, two.groupId), await merge(two.groupId, one.groupId)]
    const outcomes = await Promise.all(
      acts.map(({ id }) => refusalOf(bank.as(risk).groupActs.approve({ id, ...agreed }))),
    )
    expect(outcomes.sort()).toEqual(['done', 'group-is-dissolved'])
    expect(await groupOf(one.leaf)).toBe(await groupOf(two.leaf))
  })
})
