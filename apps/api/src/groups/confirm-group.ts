import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { findGroup } from './group-list.queries.ts'
import { lockGroup, setGroupStatus } from './groups.queries.ts'

export const GroupNamed = z.strictObject({ groupId: z.uuid() })

/** A second person confirms what a rule or a colleague proposed. */
export async function confirmGroup(
  context: StaffContext,
  { groupId }: z.infer<typeof GroupNamed>,
): Promise<void> {
  const { tx, institution, staff, scope } = context
  found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const group = found(await lockGroup(tx, institution.id, groupId), 'group')
  if (group.status !== 'proposed') throw new Refused('group-is-not-proposed')
  if (group.madeBy === staff.id) throw new Refused('own-proposal')
  await setGroupStatus(tx, institution.id, groupId, 'confirmed', staff.id)
  const detail = { members: group.memberCount }
  await recordAudit(context, { entity: 'group', id: groupId, action: 'confirmed', detail })
}
