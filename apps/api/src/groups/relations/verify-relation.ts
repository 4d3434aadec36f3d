import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { setVerified } from '../relations.queries.ts'
import { lockRelationWithinReach } from './relation-reach.ts'

export const RelationCheck = z.strictObject({
  id: z.uuid(),
  note: z.string().trim().min(2).max(500),
})

/** Another person than whoever entered or corrected it has seen the evidence. */
export async function verifyRelation(
  context: StaffContext,
  { id, note }: z.infer<typeof RelationCheck>,
): Promise<void> {
  const { tx, institution, staff, now } = context
  const relation = await lockRelationWithinReach(context, id)
  if (relation.verifiedBy !== null) throw new Refused('relation-is-verified')
  if (relation.createdBy === staff.id) throw new Refused('own-relation')
  await setVerified(tx, institution.id, id, { verifiedBy: staff.id, verifiedAt: now() })
  const { fromId, toId, kind } = relation
  const detail = { relation: id, kind, to: toId, note }
  await recordAudit(context, {
    entity: 'customer',
    id: fromId,
    action: 'relation verified',
    detail,
  })
}
