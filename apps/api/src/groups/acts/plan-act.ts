import { uuidv7 } from '@banyan/database'
import type { GroupAct } from '@banyan/domain/groups/group-act'
import type { GroupPlan, MemberMove } from '@banyan/domain/groups/group-plan'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { findGroup, findGroupOfCustomer } from '../group-list.queries.ts'
import type { AskedAct } from './group-acts.queries.ts'
import {
  type ActParty,
  isHolder,
  listActGroups,
  listActParties,
  listMemberIds,
  listParentChoices,
  listSubtrees,
} from './plan.queries.ts'

const nothing: GroupPlan = { moves: [], parents: [], opens: [], dissolves: [] }

/** What an act would do as things stand now; customers and groups out of the caller's reach are not found. */
export async function planAct(context: StaffContext, act: GroupAct): Promise<AskedAct> {
  if (act.kind === 'merge') return planMerge(context, act)
  if (act.kind === 'split') return planSplit(context, act)
  if (act.kind === 'move') return planMove(context, act)
  if (act.kind === 'parent') return planParent(context, act)
  const group = await livingGroup(context, act.groupId)
  const plan = await emptied(context, [group], null)
  return { act, plan, founded: null }
}

type Asked<K extends GroupAct['kind']> = Extract<GroupAct, { kind: K }>

async function planMerge(context: StaffContext, act: Asked<'merge'>): Promise<AskedAct> {
  const from = [...new Set(act.fromGroupIds)]
  if (from.includes(act.intoGroupId)) throw new Refused('act-merges-a-group-with-itself')
  await livingGroup(context, act.intoGroupId)
  const groups = []
  for (const id of from) groups.push(await livingGroup(context, id))
  return { act, plan: await emptied(context, groups, act.intoGroupId), founded: null }
}

async function planSplit(context: StaffContext, act: Asked<'split'>): Promise<AskedAct> {
  const { tx, institution } = context
  const top = await namedParty(context, act.customerId)
  if (top.groupId === null) throw new Refused('customer-is-not-in-a-group')
  await livingGroup(context, top.groupId)
  const ids = await listSubtrees(tx, institution.id, [top.id])
  const members = await listMemberIds(tx, institution.id, [top.groupId])
  if (ids.length >= members.length) throw new Refused('split-is-the-whole-group')
  const groupId = uuidv7()
  const { groupId: from } = top
  return {
    act,
    founded: { groupId, rootCustomerId: top.id, name: act.name || top.name },
    plan: {
      ...nothing,
      moves: ids.map((customerId) => ({ customerId, from, to: groupId })),
      opens: [{ groupId, status: 'confirmed' }],
    },
  }
}

async function planMove(context: StaffContext, act: Asked<'move'>): Promise<AskedAct> {
  const { tx, institution } = context
  const named = []
  for (const id of new Set(act.customerIds)) named.push(await namedParty(context, id))
  if (act.toGroupId !== null) await livingGroup(context, act.toGroupId)
  const tops = named.map(({ id }) => id)
  const ids = act.withSubtrees ? await listSubtrees(tx, institution.id, tops) : tops
  const parties = await listActParties(tx, institution.id, ids)
  const moves: MemberMove[] = parties
    .filter(({ groupId }) => groupId !== act.toGroupId)
    .map(({ id: customerId, groupId: from }) => ({ customerId, from, to: act.toGroupId }))
  const left = [...new Set(moves.flatMap(({ from }) => from ?? []))]
  const groups = []
  for (const id of left) groups.push(await livingGroup(context, id))
  const dissolves = groups
    .filter(({ id, members }) => members === moves.filter(({ from }) => from === id).length)
    .map(({ id: groupId, status }) => ({ groupId, status }))
  return { act, plan: { ...nothing, moves, dissolves }, founded: null }
}

async function planParent(context: StaffContext, act: Asked<'parent'>): Promise<AskedAct> {
  const { tx, institution, businessDay } = context
  const { customerId, parentId } = act
  const party = await namedParty(context, customerId)
  if (party.groupId === null) throw new Refused('customer-is-not-in-a-group')
  const choices = await listParentChoices(tx, institution.id, [customerId])
  if (parentId !== null) {
    const [parent] = await listActParties(tx, institution.id, [parentId])
    const holds = { holder: parentId, held: customerId, day: businessDay }
    if (parent?.groupId !== party.groupId || !(await isHolder(tx, institution.id, holds)))
      throw new Refused('parent-is-no-holder')
    const below = await listSubtrees(tx, institution.id, [customerId])
    if (below.includes(parentId)) throw new Refused('parent-makes-a-cycle')
  }
  const before = choices.get(customerId) ?? null
  const plan = { ...nothing, parents: [{ customerId, before, after: parentId }] }
  return { act, plan, founded: null }
}

/** Everyone in these groups goes to another, or to none, and the groups end. */
async function emptied(
  { tx, institution }: StaffContext,
  groups: readonly LivingGroup[],
  to: string | null,
): Promise<GroupPlan> {
  const ids = groups.map(({ id }) => id)
  const members = await listMemberIds(tx, institution.id, ids)
  return {
    ...nothing,
    moves: members.map(({ customerId, groupId: from }) => ({ customerId, from, to })),
    dissolves: groups.map(({ id: groupId, status }) => ({ groupId, status })),
  }
}

interface LivingGroup {
  id: string
  status: 'proposed' | 'confirmed'
  members: number
}

async function livingGroup(
  { tx, institution, scope }: StaffContext,
  id: string,
): Promise<LivingGroup> {
  found(await findGroup(tx, institution.id, scope, { id }), 'group')
  const [group] = await listActGroups(tx, institution.id, [id])
  const { status, members } = found(group, 'group')
  if (status === 'dissolved') throw new Refused('group-is-dissolved')
  return { id, status, members }
}

/** A customer in a group is reached through the group, a loose one on its own. */
async function namedParty(context: StaffContext, id: string): Promise<ActParty> {
  const { tx, institution, scope } = context
  const [party] = await listActParties(tx, institution.id, [id])
  const { groupId } = found(party, 'customer')
  found(
    groupId === null
      ? await findGroupOfCustomer(tx, institution.id, scope, { id })
      : await findGroup(tx, institution.id, scope, { id: groupId }),
    'customer',
  )
  return found(party, 'customer')
}
