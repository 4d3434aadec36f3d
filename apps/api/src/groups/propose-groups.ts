import { uuidv7 } from '@banyan/database'
import { type ConnectedSet, connectedSets } from '@banyan/domain/groups/connected-sets'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { pinyinOf } from '../names/pinyin.ts'
import { searchableName } from '../names/searchable-name.ts'
import { lockCustomers } from './exposure.queries.ts'
import { insertMembers, listMemberships } from './group-members.queries.ts'
import {
  getCustomerHead,
  insertGroup,
  insertGroupName,
  listConnected,
  listHoldings,
  lockGroup,
  setGroupProposed,
} from './groups.queries.ts'
import { rebuildTree } from './rebuild-tree.ts'

export interface ProposedGroups {
  proposed: number
  widened: number
}

/** G000001: the number of a management group. */
export function groupNumber(serial: number): string {
  return `G${String(serial).padStart(6, '0')}`
}

/**
 * One management group for each set that ownership or control connects with these customers. A set that
 * touches a group widens it, and its change waits for another person; a set that touches several leaves
 * the memberships as they are, since merging groups is a reviewed act, and joins the loose ones to the
 * group of the root, or the lowest.
 */
export async function proposeGroups(
  context: StaffContext,
  customerIds: readonly string[],
): Promise<ProposedGroups> {
  if (customerIds.length === 0) return { proposed: 0, widened: 0 }
  const { tx, institution, businessDay } = context
  const connected = await listConnected(tx, institution.id, customerIds, businessDay)
  const ids = connected.map(({ id }) => id)
  const holdings = await listHoldings(tx, institution.id, ids, businessDay)
  const memberships = await listMemberships(tx, institution.id, ids)
  const groupOf = new Map(memberships.map(({ customerId, groupId }) => [customerId, groupId]))
  const result: ProposedGroups = { proposed: 0, widened: 0 }
  for (const set of connectedSets(connected, holdings)) {
    const groups = [...new Set(set.members.flatMap(({ id }) => groupOf.get(id) ?? []))].sort()
    const target = groupOf.get(set.root.id) ?? groups[0]
    if (target === undefined) {
      await proposeGroup(context, set)
      result.proposed++
    } else if (await widenGroup(context, target, set, groupOf)) result.widened++
    for (const groupId of groups) await rebuildTree(context, groupId)
  }
  return result
}

async function proposeGroup(context: StaffContext, set: ConnectedSet): Promise<void> {
  const { tx, institution, staff, now, businessDay } = context
  const root = found(await getCustomerHead(tx, institution.id, set.root.id), 'customer')
  const id = uuidv7()
  const number = groupNumber(await takeNumbers(tx, institution.id, 'group'))
  const { full, initials, sort } = pinyinOf(root.name, 'company')
  await insertGroup(tx, {
    institutionId: institution.id,
    id,
    number,
    name: root.name,
    nameSort: sort,
    status: 'proposed',
    rootCustomerId: root.id,
    leadBranchId: root.branchId,
    leadOfficerId: root.officerId,
    madeBy: staff.id,
    madeAt: now(),
  })
  await insertGroupName(tx, {
    institutionId: institution.id,
    id: uuidv7(),
    party: 'group',
    partyId: id,
    kind: 'current',
    name: root.name,
    ...searchableName(root.name),
    pinyin: full,
    initials,
    branchId: root.branchId,
    officerId: root.officerId,
  })
  await insertMembers(
    tx,
    set.members.map((member) => ({
      institutionId: institution.id,
      id: uuidv7(),
      groupId: id,
      customerId: member.id,
      reason: 'ownership-or-control',
      validFrom: businessDay,
      knownFrom: now(),
    })),
  )
  await rebuildTree(context, id)
  const detail = { number, members: set.members.length, root: root.number }
  await recordAudit(context, { entity: 'group', id, action: 'proposed', detail })
}

async function widenGroup(
  context: StaffContext,
  groupId: string,
  set: ConnectedSet,
  groupOf: ReadonlyMap<string, string>,
): Promise<boolean> {
  const { tx, institution, staff, now, businessDay } = context
  const loose = set.members.filter(({ id }) => !groupOf.has(id))
  if (loose.length === 0) return false
  found(await lockGroup(tx, institution.id, groupId), 'group')
  const looseIds = loose.map(({ id }) => id)
  await lockCustomers(tx, institution.id, looseIds)
  await insertMembers(
    tx,
    loose.map((member) => ({
      institutionId: institution.id,
      id: uuidv7(),
      groupId,
      customerId: member.id,
      reason: 'ownership-or-control',
      validFrom: businessDay,
      knownFrom: now(),
    })),
  )
  await setGroupProposed(tx, institution.id, groupId, staff.id)
  await rebuildTree(context, groupId)
  const detail = { added: loose.length, numbers: loose.slice(0, 50).map(({ number }) => number) }
  await recordAudit(context, { entity: 'group', id: groupId, action: 'widened', detail })
  return true
}
