import { uuidv7 } from '@banyan/database'
import { money } from '@banyan/domain/money'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { findGroup } from './group-list.queries.ts'
import { insertLimit, lockGroup } from './groups.queries.ts'
import { findLimit } from './tree.queries.ts'

export const GroupLimit = z.strictObject({
  groupId: z.uuid(),
  amount: z.int().min(0).transform(money),
  isRevolving: z.boolean(),
  note: z.string().trim().min(2).max(500),
})

/** A limit may be cut below its use: the group is then over its limit, and new draws are refused. */
export async function setGroupLimit(
  context: StaffContext,
  { groupId, amount, isRevolving, note }: z.infer<typeof GroupLimit>,
): Promise<void> {
  const { tx, institution, staff, scope, now, businessDay } = context
  found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  found(await lockGroup(tx, institution.id, groupId), 'group')
  const before = await findLimit(tx, institution.id, groupId, businessDay)
  await insertLimit(tx, {
    institutionId: institution.id,
    id: uuidv7(),
    groupId,
    amount,
    isRevolving,
    validFrom: businessDay,
    setBy: staff.id,
    setAt: now(),
    note,
  })
  const detail = { before: before?.amount ?? null, after: amount, isRevolving }
  await recordAudit(context, { entity: 'group', id: groupId, action: 'limit set', detail })
}
