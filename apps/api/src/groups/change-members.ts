import { uuidv7 } from '@banyan/database'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockCustomers } from './exposure.queries.ts'
import { endMembership, insertMembers, listMemberships } from './group-members.queries.ts'
import { findGroup, findGroupOfCustomer } from './group-list.queries.ts'
import { lockGroup, setGroupProposed } from './groups.queries.ts'
import { rebuildTree } from './rebuild-tree.ts'

export const GroupMember = z.strictObject({
  groupId: z.uuid(),
  customerId: z.uuid(),
  reason: z.string().trim().min(2).max(200),
})
type GroupMember = z.infer<typeof GroupMember>

async function lockedGroup(context: StaffContext, { groupId, customerId }: GroupMember) {
  const { tx, institution, scope } = context
  found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const group = found(await lockGroup(tx, institution.id, groupId), 'group')
  if (group.status === 'dissolved') throw new Refused('group-is-dissolved')
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  return group
}

/** A customer stands in one management group; moving between groups is two acts, each audited. */
export async function addMember(context: StaffContext, input: GroupMember): Promise<void> {
  const { tx, institution, staff, now, businessDay } = context
  const { groupId, customerId, reason } = input
  await lockedGroup(context, input)
  // A borrowing weighed while it stood alone ends first: what it took was known before the customer joined.
  await lockCustomers(tx, institution.id, [customerId])
  const [present] = await listMemberships(tx, institution.id, [customerId])
  if (present) throw new Refused('customer-is-in-a-group')
  const knownFrom = now()
  await insertMembers(tx, [
    {
      institutionId: institution.id,
      id: uuidv7(),
      groupId,
      customerId,
      reason,
      validFrom: businessDay,
      knownFrom,
    },
  ])
  await setGroupProposed(tx, institution.id, groupId, staff.id)
  await rebuildTree(context, groupId)
  const detail = { customer: customerId, reason }
  await recordAudit(context, { entity: 'group', id: groupId, action: 'member added', detail })
}

export async function removeMember(context: StaffContext, input: GroupMember): Promise<void> {
  const { tx, institution, staff, now, businessDay } = context
  const { groupId, customerId, reason } = input
  await lockedGroup(context, input)
  const end = { on: businessDay, at: now() }
  const ended = await endMembership(tx, institution.id, input, end)
  if (!ended) throw new Refused('customer-is-not-in-the-group')
  await setGroupProposed(tx, institution.id, groupId, staff.id)
  await rebuildTree(context, groupId)
  const detail = { customer: customerId, reason }
  await recordAudit(context, { entity: 'group', id: groupId, action: 'member removed', detail })
}
