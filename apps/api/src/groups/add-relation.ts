import { NewRelation } from '@banyan/domain/groups/relation'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { getCustomerHead } from './groups.queries.ts'
import { ringClosedBy } from './guarantees/closed-ring.ts'
import { lockGuarantees } from './guarantees/guarantee-proposals.queries.ts'
import { holdGuarantee } from './guarantees/hold-guarantee.ts'
import { enterRelation, refuseProblems, type RelationFacts } from './relations/enter-relation.ts'
import { requireOneEnd } from './relations/relation-reach.ts'

export const RelationEntry = NewRelation.extend({
  from: z.uuid(),
  to: z.uuid(),
  /** Why a guarantee is taken although it closes a ring. */
  confirmsRing: z.strictObject({ reason: z.string().trim().min(2).max(500) }).optional(),
})
type RelationEntry = z.infer<typeof RelationEntry>

/**
 * A relation of a customer within reach to any other; trees and groups follow it at once. A guarantee
 * that closes a ring is held until another person releases it.
 */
export async function addRelation(
  context: StaffContext,
  { confirmsRing, ...entry }: RelationEntry,
): Promise<{ id: string; isHeld: boolean }> {
  const { tx, institution, businessDay } = context
  refuseProblems(entry)
  found(await getCustomerHead(tx, institution.id, entry.from), 'customer')
  found(await getCustomerHead(tx, institution.id, entry.to), 'customer')
  await requireOneEnd(context, entry, 'customer')
  const facts: RelationFacts = { ...entry, validFrom: entry.validFrom ?? businessDay }
  if (entry.kind === 'guarantee') {
    await lockGuarantees(tx, institution.id)
    const ring = await ringClosedBy(context, entry)
    if (ring && !confirmsRing) throw new Refused('guarantee-closes-ring')
    if (ring && confirmsRing) {
      const held = { facts, ring, reason: confirmsRing.reason }
      return { id: await holdGuarantee(context, held), isHeld: true }
    }
  }
  return { id: await enterRelation(context, facts, 'relation added'), isHeld: false }
}
