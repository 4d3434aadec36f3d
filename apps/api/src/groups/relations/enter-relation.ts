import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { type NewRelation, relationProblems, relationRules } from '@banyan/domain/groups/relation'
import { Refused } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { listMemberships } from '../group-members.queries.ts'
import { proposeGroups } from '../propose-groups.ts'
import { rebuildTreesOf } from '../rebuild-tree.ts'
import { endKnowledge, insertRelation } from '../relations.queries.ts'
import { noteSignals, type Signal } from '../../signals/note-signals.ts'

/** What a relation says, from a day on. */
export type RelationFacts = NewRelation & { validFrom: Day }

/** The row that is no longer believed, and why. */
export interface Replaced {
  id: string
  reason: string
}

export function refuseProblems(facts: NewRelation): void {
  const [problem] = relationProblems(facts)
  if (problem) throw new Refused(`relation-${problem.field}-${problem.reason}`)
}

/** Writes down what is believed from now on, in place of `replaced`; groups and trees follow at once. */
export async function enterRelation(
  context: StaffContext,
  facts: RelationFacts,
  action: 'relation added' | 'relation ended' | 'relation corrected',
  replaced: Replaced | null = null,
): Promise<string> {
  const { tx, institution, staff, now } = context
  const { from, to, ...said } = facts
  const id = uuidv7()
  const knownFrom = now()
  if (replaced) await endKnowledge(tx, institution.id, replaced.id, knownFrom)
  await insertRelation(tx, {
    ...said,
    institutionId: institution.id,
    id,
    fromId: from,
    toId: to,
    knownFrom,
    source: facts.source || 'entered by hand',
    evidence: facts.evidence || null,
    createdBy: staff.id,
    correctsId: replaced?.id ?? null,
    reason: replaced?.reason ?? null,
  })
  const { kind, percent, amount, validFrom, validTo } = facts
  const told = replaced ? { replaces: replaced.id, reason: replaced.reason } : {}
  const detail = { relation: id, kind, to, percent, amount, validFrom, validTo, ...told }
  await recordAudit(context, { entity: 'customer', id: from, action, detail })
  if (relationRules[kind].isGrouping) await letGroupsFollow(context, [from, to])
  await noteSignals(context, watchedEnds(kind, from, to))
  return id
}

/** Whose file a relation changes: the owned one's, or that of whoever guarantees or depends. */
function watchedEnds(kind: NewRelation['kind'], from: string, to: string): Signal[] {
  if (kind === 'ownership' || kind === 'control' || kind === 'actual-controller') {
    return [{ customerId: to, cause: 'relation' }]
  }
  return kind === 'guarantee' || kind === 'trade' ? [{ customerId: from, cause: 'dependence' }] : []
}

/** Two who stand in one group connect nobody new with it: only its tree follows. */
async function letGroupsFollow(context: StaffContext, ends: string[]): Promise<void> {
  const { tx, institution } = context
  const memberships = await listMemberships(tx, institution.id, ends)
  const groups = new Set(memberships.map(({ groupId }) => groupId))
  const standTogether = groups.size === 1 && memberships.length === new Set(ends).size
  if (!standTogether) await proposeGroups(context, ends)
  await rebuildTreesOf(context, ends)
}
