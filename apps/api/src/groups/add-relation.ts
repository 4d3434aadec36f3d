import { uuidv7 } from '@banyan/database'
import { NewRelation, relationProblems, relationRules } from '@banyan/domain/groups/relation'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { findGroupOfCustomer } from './group-list.queries.ts'
import { getCustomerHead } from './groups.queries.ts'
import { proposeGroups } from './propose-groups.ts'
import { rebuildTreesOf } from './rebuild-tree.ts'
import { insertRelation } from './relations.queries.ts'

export const RelationEntry = NewRelation.extend({ from: z.uuid(), to: z.uuid() })
export type RelationEntry = z.infer<typeof RelationEntry>

/** A relation of a customer within reach to any other; trees and groups follow it at once. */
export async function addRelation(
  context: StaffContext,
  entry: RelationEntry,
): Promise<{ id: string }> {
  const { tx, institution, staff, scope, now, businessDay } = context
  const [problem] = relationProblems(entry)
  if (problem) throw new Refused(`relation-${problem.field}-${problem.reason}`)
  const [giver, taker] = await Promise.all([
    getCustomerHead(tx, institution.id, entry.from),
    getCustomerHead(tx, institution.id, entry.to),
  ])
  found(giver, 'customer')
  found(taker, 'customer')
  const isWithinReach =
    (await findGroupOfCustomer(tx, institution.id, scope, { id: entry.from })) ??
    (await findGroupOfCustomer(tx, institution.id, scope, { id: entry.to }))
  found(isWithinReach, 'customer')
  const id = uuidv7()
  const { from, to, kind, percent, votingPercent, amount, validTo, source, evidence } = entry
  await insertRelation(tx, {
    institutionId: institution.id,
    id,
    fromId: from,
    toId: to,
    kind,
    percent,
    votingPercent,
    amount,
    validFrom: entry.validFrom ?? businessDay,
    validTo,
    knownFrom: now(),
    source: source || 'entered by hand',
    evidence: evidence || null,
    createdBy: staff.id,
  })
  const detail = { relation: id, kind, to, percent, amount }
  await recordAudit(context, { entity: 'customer', id: from, action: 'relation added', detail })
  if (relationRules[kind].isGrouping) {
    await proposeGroups(context, [from, to])
    await rebuildTreesOf(context, [from, to])
  }
  return { id }
}
