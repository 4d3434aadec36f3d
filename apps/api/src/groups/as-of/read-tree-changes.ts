import { type TreeChange, treeChanges } from '@banyan/domain/groups/tree-changes'
import type { Rate } from '@banyan/domain/rate'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { partiesOf } from '../parties.ts'
import type { WrittenRelation } from './as-of.queries.ts'
import {
  digestOf,
  Moment,
  momentOf,
  reportText,
  shownMembers,
  shownMoment,
  type TreeThen,
  treeThen,
} from './read-tree-as-of.ts'

export const TreeSpan = z.strictObject({ groupId: z.uuid(), from: Moment, to: Moment })

/** Why a tree is told differently: a relation that was written down, ended, corrected, or came of age. */
export interface Cause {
  relationId: string
  kind: string
  from: string
  to: string
  change: 'entered' | 'imported' | 'corrected' | 'ended' | 'began' | 'expired'
  percentBefore: Rate | null
  percentAfter: Rate | null
  by: string | null
  at: Date
  source: string
  reason: string | null
}

/** What changed in a group's tree between two days or two states of knowledge, and what caused it. */
export async function readTreeChanges(
  context: StaffContext,
  { groupId, from, to }: z.infer<typeof TreeSpan>,
) {
  const before = await treeThen(context, groupId, momentOf(context, from))
  const after = await treeThen(context, groupId, momentOf(context, to))
  const causes = causesBetween(before, after)
  const changes = treeChanges(shownMembers(context, before), shownMembers(context, after))
  const aboveOf = holdersIn([...before.relations, ...after.relations])
  const ends = causes.flatMap((cause) => [cause.from, cause.to])
  const [one, other] = [before, after].map((then) => reportText(context.institution.code, then))
  return {
    from: shownMoment(before.moment),
    to: shownMoment(after.moment),
    before: digestOf(one ?? ''),
    after: digestOf(other ?? ''),
    changes: changes.map((change) => ({ ...change, causes: causesOf(change, causes, aboveOf) })),
    causes,
    parties: await partiesOf(context, ends),
  }
}

/** Rows that hold in one of the two states alone; a row and what stands in its place are one cause. */
function causesBetween(before: TreeThen, after: TreeThen): Cause[] {
  const later = new Set(after.relations.map(({ id }) => id))
  const earlier = new Set(before.relations.map(({ id }) => id))
  const gone = new Map(
    before.relations.filter(({ id }) => !later.has(id)).map((row) => [row.id, row]),
  )
  const causes: Cause[] = []
  for (const row of after.relations.filter(({ id }) => !earlier.has(id))) {
    const old =
      gone.get(row.correctsId ?? '') ?? [...gone.values()].find((each) => isOfSamePair(each, row))
    if (old) gone.delete(old.id)
    causes.push(cameAs(row, old, before))
  }
  return [...causes, ...[...gone.values()].map((row) => wentAs(row, after))]
}

const isOfSamePair = (one: WrittenRelation, other: WrittenRelation) =>
  one.from === other.from && one.to === other.to && one.kind === other.kind

function cameAs(row: WrittenRelation, old: WrittenRelation | undefined, before: TreeThen): Cause {
  const percents = { percentBefore: old?.percent ?? null, percentAfter: row.percent }
  return { ...told(row), change: howItCame(row, before), ...percents }
}

function howItCame(row: WrittenRelation, before: TreeThen): Cause['change'] {
  if (row.knownFrom <= before.moment.knownAt) return 'began'
  if (row.correctsId !== null) return 'corrected'
  return row.isImported ? 'imported' : 'entered'
}

/** What no longer holds had its last day, or somebody said since that it had. */
function wentAs(row: WrittenRelation, after: TreeThen): Cause {
  const gone = { ...told(row), percentBefore: row.percent, percentAfter: null }
  const { replacedAt: at, replacedBy: by, replacedReason: reason } = row
  if (at === null || at > after.moment.knownAt) return { ...gone, change: 'expired' }
  return { ...gone, change: 'ended', at, by, reason }
}

const told = ({ id, kind, from, to, maker, knownFrom, source, reason }: WrittenRelation) => ({
  relationId: id,
  kind,
  from,
  to,
  by: maker,
  at: knownFrom,
  source,
  reason,
})

/** A change in a member is caused by what holds it; one of its look-through share by what holds anyone above. */
function causesOf(
  { what, id }: TreeChange,
  causes: readonly Cause[],
  aboveOf: (id: string) => ReadonlySet<string>,
): Cause[] {
  if (what === 'renamed') return []
  if (what === 'look-through') {
    const above = aboveOf(id)
    return causes.filter((cause) => above.has(cause.to))
  }
  return causes.filter((cause) => cause.to === id || (what !== 'percent' && cause.from === id))
}

/** Whoever stands above a customer by any of these relations, itself included. */
function holdersIn(relations: readonly WrittenRelation[]) {
  const holders = new Map<string, Set<string>>()
  for (const { from, to } of relations) {
    const known = holders.get(to)
    if (known) known.add(from)
    else holders.set(to, new Set([from]))
  }
  return (id: string): ReadonlySet<string> => {
    const above = new Set([id])
    // A set tells those added while it is gone through as well.
    for (const each of above) for (const holder of holders.get(each) ?? []) above.add(holder)
    return above
  }
}
