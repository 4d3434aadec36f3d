import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { findGroupOfCustomer } from './group-list.queries.ts'
import { rebuildTreesOf } from './rebuild-tree.ts'
import { endRelationRow, insertRelation, lockRelation } from './relations.queries.ts'

export const RelationEnd = z.strictObject({
  id: z.uuid(),
  lastDay: Day,
  reason: z.string().trim().min(2).max(500),
})

/** Ends a relation on a day: what was known before stays readable, nothing is deleted. */
export async function endRelation(
  context: StaffContext,
  { id, lastDay, reason }: z.infer<typeof RelationEnd>,
): Promise<void> {
  const { tx, institution, staff, scope, now } = context
  const relation = found(await lockRelation(tx, institution.id, id), 'relation')
  const isWithinReach =
    (await findGroupOfCustomer(tx, institution.id, scope, { id: relation.fromId })) ??
    (await findGroupOfCustomer(tx, institution.id, scope, { id: relation.toId }))
  found(isWithinReach, 'relation')
  if (relation.validTo !== null) throw new Refused('relation-has-ended')
  if (lastDay < relation.validFrom) throw new Refused('relation-ends-before-it-starts')
  const at = now()
  await endRelationRow(tx, institution.id, id, at)
  const { fromId, toId, kind, percent, votingPercent, amount, source, evidence } = relation
  await insertRelation(tx, {
    institutionId: institution.id,
    id: uuidv7(),
    fromId,
    toId,
    kind,
    percent,
    votingPercent,
    amount,
    validFrom: relation.validFrom as Day,
    validTo: lastDay,
    knownFrom: at,
    source,
    evidence,
    createdBy: staff.id,
  })
  const detail = { relation: id, kind, to: toId, lastDay, reason }
  await recordAudit(context, { entity: 'customer', id: fromId, action: 'relation ended', detail })
  await rebuildTreesOf(context, [fromId, toId])
}
