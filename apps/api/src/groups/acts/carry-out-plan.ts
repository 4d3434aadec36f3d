import { uuidv7 } from '@banyan/database'
import { type GroupPlan, groupsOfPlan, planRefusal } from '@banyan/domain/groups/group-plan'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { pinyinOf } from '../../names/pinyin.ts'
import { searchableName } from '../../names/searchable-name.ts'
import { found } from '../../not-found.ts'
import { takeNumbers } from '../../officers/officers.queries.ts'
import { getCustomerHead, insertGroup, insertGroupName } from '../groups.queries.ts'
import { groupNumber } from '../propose-groups.ts'
import { rebuildTree } from '../rebuild-tree.ts'
import type { ActRow } from './group-acts.queries.ts'
import { endGroup, getGroupHead, reviveGroup } from './group-life.queries.ts'
import { groundOf } from './plan-ground.ts'
import {
  lockCustomersInOrder,
  lockGroupsInOrder,
  moveMembers,
  setParentChoices,
} from './plan.queries.ts'

/**
 * Does all of an approved act or nothing: groups are locked first, then the customers who move, each in ascending
 * order, and the plan is asked again whether everyone still stands where it takes them from.
 */
export async function carryOutPlan(context: StaffContext, act: ActRow): Promise<string[]> {
  const { tx, institution, businessDay, now } = context
  const { plan, founded } = act.asked
  const groupIds = groupsOfPlan(plan)
  await lockGroupsInOrder(tx, institution.id, groupIds)
  const moving = plan.moves.map(({ customerId }) => customerId).sort()
  await lockCustomersInOrder(tx, institution.id, moving)
  const ground = await groundOf(context, plan)
  refuseIf(planRefusal(plan, ground))

  const carriedOut = { id: act.id, number: act.number, day: businessDay, at: now() }
  for (const { groupId, status } of plan.opens) {
    if (founded?.groupId === groupId) await foundGroup(context, act)
    else await reviveGroup(tx, institution.id, groupId, { status, by: context.staff.id, act })
  }
  await moveMembers(tx, institution.id, plan.moves, carriedOut)
  await setParentChoices(tx, institution.id, plan.parents, carriedOut)
  const touched = new Set(groupIds)
  for (const { customerId } of plan.parents) {
    const groupId = ground.groupOf(customerId)
    if (groupId !== null) touched.add(groupId)
  }
  for (const groupId of [...touched].sort()) await rebuildTree(context, groupId)
  await nameGroups(context, plan)
  for (const { groupId } of plan.dissolves) await endGroup(tx, institution.id, groupId)
  return [...touched].sort()
}

/** The group that a split founds: asked for by one person and confirmed by the other. */
async function foundGroup({ tx, institution, staff }: StaffContext, act: ActRow): Promise<void> {
  const { founded } = act.asked
  if (!founded) throw new Error(`${act.number} founds no group`)
  const root = found(await getCustomerHead(tx, institution.id, founded.rootCustomerId), 'customer')
  await insertGroup(tx, {
    institutionId: institution.id,
    id: founded.groupId,
    number: groupNumber(await takeNumbers(tx, institution.id, 'group')),
    name: founded.name,
    nameSort: pinyinOf(founded.name, 'company').sort,
    status: 'confirmed',
    rootCustomerId: root.id,
    leadBranchId: root.branchId,
    leadOfficerId: root.officerId,
    madeBy: act.madeBy,
    madeAt: act.madeAt,
    confirmedBy: staff.id,
  })
}

/** Groups that begin, or begin again, are found by their names. */
async function nameGroups({ tx, institution }: StaffContext, plan: GroupPlan): Promise<void> {
  for (const { groupId } of plan.opens) {
    const group = found(await getGroupHead(tx, institution.id, groupId), 'group')
    const { full, initials } = pinyinOf(group.name, 'company')
    await insertGroupName(tx, {
      institutionId: institution.id,
      id: uuidv7(),
      party: 'group',
      partyId: groupId,
      kind: 'current',
      name: group.name,
      ...searchableName(group.name),
      pinyin: full,
      initials,
      branchId: group.leadBranchId,
      officerId: group.leadOfficerId,
    })
  }
}
