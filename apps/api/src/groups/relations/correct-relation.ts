import { Day } from '@banyan/domain/calendar'
import { NewRelation } from '@banyan/domain/groups/relation'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { ringClosedBy } from '../guarantees/closed-ring.ts'
import { enterRelation, refuseProblems, type RelationFacts } from './enter-relation.ts'
import { factsOf, lockRelationWithinReach } from './relation-reach.ts'

const { shape } = NewRelation

/** What is left out stays as it is believed. */
export const RelationCorrection = z.strictObject({
  id: z.uuid(),
  role: shape.role.unwrap().optional(),
  percent: shape.percent.optional(),
  votingPercent: shape.votingPercent.optional(),
  incomePercent: shape.incomePercent.unwrap().optional(),
  dependencePercent: shape.dependencePercent.unwrap().optional(),
  amount: shape.amount.optional(),
  validFrom: Day.optional(),
  validTo: shape.validTo.optional(),
  source: shape.source.optional(),
  evidence: shape.evidence.optional(),
  reason: z.string().trim().min(2).max(500),
})

/**
 * Says of a relation what was true all along. The earlier belief ends now and stays readable; what was
 * reported from it can be reported again. Verifying starts anew.
 */
export async function correctRelation(
  context: StaffContext,
  { id, reason, ...said }: z.infer<typeof RelationCorrection>,
): Promise<{ id: string }> {
  const before = factsOf(await lockRelationWithinReach(context, id))
  const given = Object.entries(said).filter(([, value]) => value !== undefined)
  const after: RelationFacts = { ...before, ...Object.fromEntries(given) }
  if (given.every(([field, value]) => before[field as keyof RelationFacts] === value))
    throw new Refused('nothing-corrected')
  refuseProblems(after)
  if (
    !isInForce(context, before) &&
    isInForce(context, after) &&
    (await closesRing(context, after))
  )
    throw new Refused('guarantee-closes-ring')
  return { id: await enterRelation(context, after, 'relation corrected', { id, reason }) }
}

function isInForce({ businessDay }: StaffContext, { validFrom, validTo }: RelationFacts): boolean {
  return validFrom <= businessDay && (validTo === null || validTo >= businessDay)
}

async function closesRing(context: StaffContext, { kind, from, to }: RelationFacts) {
  return kind === 'guarantee' && (await ringClosedBy(context, { from, to })) !== null
}
