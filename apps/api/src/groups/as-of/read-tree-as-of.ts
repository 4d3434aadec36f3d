import { createHash } from 'node:crypto'
import { Day } from '@banyan/domain/calendar'
import { buildTree, type CustomerTree } from '@banyan/domain/groups/customer-tree'
import type { RelationKind } from '@banyan/domain/groups/relation'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import { lookThroughColumn } from '@banyan/domain/groups/ownership/look-through'
import type { DatedMember } from '@banyan/domain/groups/tree-changes'
import { formatRate, type Rate } from '@banyan/domain/rate'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { canonicalText } from '../../audit/canonical-text.ts'
import { found } from '../../not-found.ts'
import { findGroup } from '../group-list.queries.ts'
import type { AsOf } from '../relation-graph.queries.ts'
import {
  listBorrowersThen,
  listChoicesThen,
  listGroupingThen,
  listMembersThen,
  type WrittenRelation,
} from './as-of.queries.ts'

/** A day, and the instant by whose knowledge it is told; left out, the business day and now. */
export const Moment = z.strictObject({
  on: Day.optional(),
  knownAt: z.iso.datetime({ offset: true }).optional(),
})
export type Moment = z.infer<typeof Moment>

export interface StatedMoment {
  on: Day
  knownAt: Date
}

/** Neither a day nor a knowledge that has not come yet can be asked for. */
export function momentOf(
  { businessDay, now }: Pick<StaffContext, 'businessDay' | 'now'>,
  { on = businessDay, knownAt }: Moment,
): StatedMoment {
  const instant = knownAt === undefined ? now() : new Date(knownAt)
  if (on > businessDay || instant > now()) throw new Refused('business-day-not-reached')
  return { on, knownAt: instant }
}

export interface TreeThen {
  group: { id: string; number: string; name: string }
  moment: StatedMoment
  tree: CustomerTree
  members: DatedMember[]
  /** person or company, by id. */
  kinds: ReadonlyMap<string, string>
  relations: WrittenRelation[]
}

/** The tree of a group on a day as it was known at an instant, derived anew from what was written down. */
export async function treeThen(
  context: StaffContext,
  groupId: string,
  moment: StatedMoment,
): Promise<TreeThen> {
  const { tx, institution, scope } = context
  const group = found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  const asOf: AsOf = moment
  const parties = await listMembersThen(tx, institution.id, groupId, asOf)
  const ids = parties.map(({ id }) => id)
  const relations = await listGroupingThen(tx, institution.id, ids, asOf)
  const holdings = relations.map(({ from, to, percent }) => ({ holder: from, held: to, percent }))
  const tree = buildTree(parties, holdings, await listChoicesThen(tx, institution.id, ids, asOf))
  const names = new Map(parties.map(({ id, name }) => [id, name]))
  const shares = rootShares(tree, relations)
  const members = tree.nodes.map((node) => ({
    id: node.id,
    number: node.number,
    name: names.get(node.id) ?? '',
    parent: node.parent,
    percent: node.percent,
    lookThrough: shares.get(node.id) ?? null,
    depth: node.depth,
  }))
  const kinds = new Map(parties.map(({ id, kind }) => [id, kind]))
  const { id, number, rootKind } = group
  const named = { id, number, name: shownName(context, rootKind ?? '', group.name) }
  return { group: named, moment, tree, members, kinds, relations }
}

/** What the root of the largest tree holds of everyone, through everyone between. */
function rootShares(
  { nodes }: CustomerTree,
  relations: readonly WrittenRelation[],
): Map<string, Rate | null> {
  const [root] = nodes
    .filter(({ depth }) => depth === 0)
    .toSorted((a, b) => b.subtreeSize - a.subtreeSize)
  if (!root) return new Map()
  const rows = relations.map((row) => ({ ...row, kind: row.kind as RelationKind }))
  return lookThroughColumn(ownershipGraph(holdingsOf(rows)), root.id).shares
}

const percentText = (share: Rate | null) => (share === null ? null : formatRate(share))

/** The report of a tree as it is filed: one text per content, numbers in place of ids, percent as text. */
export function reportText(institutionCode: string, then: TreeThen): string {
  const { group, moment, tree, members } = then
  const numbers = new Map(members.map(({ id, number }) => [id, number]))
  const numberOf = (id: string | null) => (id === null ? null : (numbers.get(id) ?? null))
  return canonicalText({
    report: 'customer-tree',
    institution: institutionCode,
    group: group.number,
    day: moment.on,
    knownAt: moment.knownAt.toISOString(),
    members: members.map(({ number, name, parent, percent, lookThrough, depth }) => ({
      number,
      name,
      parent: numberOf(parent),
      directPercent: percentText(percent),
      lookThroughPercent: percentText(lookThrough),
      depth,
    })),
    closingEdges: tree.cycleEdges.map(({ holder, held, percent }) => ({
      holder: numberOf(holder),
      held: numberOf(held),
      percent: percentText(percent),
    })),
  })
}

export const shownMoment = ({ on, knownAt }: StatedMoment) => ({
  day: on,
  knownAt: knownAt.toISOString(),
})

/** The members under the names that this caller may read. */
export function shownMembers(
  context: Pick<StaffContext, 'hidesNames'>,
  { members, kinds }: TreeThen,
): DatedMember[] {
  return members.map((member) => ({
    ...member,
    name: shownName(context, kinds.get(member.id) ?? '', member.name),
  }))
}

export const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

export const TreeOfMoment = Moment.extend({ groupId: z.uuid() })

/** For screens and exports: the tree then, with the text that is filed and its digest. */
export async function readTreeAsOf(
  context: StaffContext,
  { groupId, ...moment }: z.infer<typeof TreeOfMoment>,
) {
  const then = await treeThen(context, groupId, momentOf(context, moment))
  const canonical = reportText(context.institution.code, then)
  const { group, tree } = then
  const ids = then.members.map(({ id }) => id)
  return {
    group,
    asOf: shownMoment(then.moment),
    members: shownMembers(context, then),
    /** Who owed the bank something then; told beside the filed report, which is of shape and shares. */
    borrowers: await listBorrowersThen(context.tx, context.institution.id, ids, then.moment),
    closingEdges: tree.cycleEdges,
    warnings: tree.warnings,
    canonical: context.hidesNames ? null : canonical,
    digest: digestOf(canonical),
  }
}
