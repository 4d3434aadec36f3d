import { addDays } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { confirmGroup } from '../src/groups/confirm-group.ts'
import { listMemberships } from '../src/groups/group-members.queries.ts'
import { groupNumber, proposeGroups } from '../src/groups/propose-groups.ts'
import { setGroupLimit } from '../src/groups/set-group-limit.ts'
import { contextOn, type DemoBank, inBulk, oneWith, pieces } from './bank.ts'
import { insertRelations } from './demo.queries.ts'
import type { GroupPlan } from './groups.ts'
import { exposureOn } from './parties.ts'
import { at } from './random.ts'
import type { DemoRelationRow } from './relations.ts'

/** Relations in bulk, then the groups by the portal's own operations: proposed, confirmed, limited. */
export async function loadGroups(
  bank: DemoBank,
  groups: readonly GroupPlan[],
  relations: readonly DemoRelationRow[],
): Promise<void> {
  for (const piece of pieces(relations, 5_000)) {
    await inBulk(bank, 'relations', async (tx) => {
      await insertRelations(tx, piece)
      return { rows: piece.length, result: undefined }
    })
  }
  for (const [index, group] of groups.entries()) {
    group.number = groupNumber(index + 1)
    await formGroup(bank, group)
  }
}

async function formGroup(bank: DemoBank, group: GroupPlan): Promise<void> {
  const { time, resources, institution, operator } = bank
  const root = at(group.members, 0)
  await resources.transact(institution.id, async (tx) => {
    const on = addDays(time.first, 4)
    const { proposed } = await proposeGroups(await contextOn(bank, tx, { staff: operator, on }), [
      root.id,
    ])
    if (proposed !== 1) throw new Error(`${proposed} groups instead of one of ${root.number}`)
    const groupId = await groupIdOf(bank, tx, group)
    if (group.isConfirmed) {
      const staff = oneWith(bank, 'risk-officer')
      await confirmGroup(await contextOn(bank, tx, { staff, on: addDays(on, 7) }), { groupId })
    }
    if (group.limit === null) return
    const staff = oneWith(bank, 'head-office-approver')
    const context = await contextOn(bank, tx, { staff, on: addDays(on, 14) })
    const note = '集团统一授信'
    await setGroupLimit(context, { groupId, amount: group.limit, isRevolving: true, note })
  })
}

async function groupIdOf(
  { institution }: DemoBank,
  tx: Parameters<typeof listMemberships>[0],
  { members }: GroupPlan,
): Promise<string> {
  const [membership] = await listMemberships(tx, institution.id, [at(members, 0).id])
  if (!membership) throw new Error('a root stands in no group')
  return membership.groupId
}

/** On the last evening one group's limit is cut to half of what it owes: it is over its limit. */
export async function cutOneLimit(bank: DemoBank, groups: readonly GroupPlan[]): Promise<void> {
  const { last } = bank.time
  const owedBy = (group: GroupPlan) =>
    group.members.reduce((sum, member) => sum + exposureOn(member, last), 0)
  const group = groups.find((each) => each.part === 'ordinary' && owedBy(each) > 10_000_000)
  if (!group) return
  const amount = money(Math.ceil(owedBy(group) / 200_000_000) * 100_000_000)
  group.isCut = amount < owedBy(group)
  group.limit = amount
  const staff = oneWith(bank, 'head-office-approver')
  await bank.resources.transact(bank.institution.id, async (tx) => {
    const groupId = await groupIdOf(bank, tx, group)
    const context = await contextOn(bank, tx, { staff, on: last, minutes: 600 })
    await setGroupLimit(context, { groupId, amount, isRevolving: true, note: '风险上升，压降授信' })
  })
}
