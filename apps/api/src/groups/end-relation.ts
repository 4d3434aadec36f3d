import { Day } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { enterRelation } from './relations/enter-relation.ts'
import { factsOf, lockRelationWithinReach } from './relations/relation-reach.ts'

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
  const relation = await lockRelationWithinReach(context, id)
  if (relation.validTo !== null) throw new Refused('relation-has-ended')
  if (lastDay < relation.validFrom) throw new Refused('relation-ends-before-it-starts')
  const facts = { ...factsOf(relation), validTo: lastDay }
  await enterRelation(context, facts, 'relation ended', { id, reason })
}
