import { buildTree, type CustomerTree } from '@banyan/domain/groups/customer-tree'
import { lookThroughColumn } from '@banyan/domain/groups/ownership/look-through'
import { holdingsOf, ownershipGraph } from '@banyan/domain/groups/ownership/ownership-graph'
import type { GraphRelation } from '@banyan/domain/groups/graph-relation'
import type { StaffContext } from '../access/staff-context.ts'
import { listGroupMembers, listMemberships } from './group-members.queries.ts'
import { lockGroup, setGroupShape } from './groups.queries.ts'
import {
  listGroupChoices,
  listGroupRelations,
  treeHoldings,
} from './tree/group-relations.queries.ts'
import {
  type GroupVersion,
  moveShape,
  moveVersions,
  setNextSlot,
} from './tree/group-versions.queries.ts'
import {
  deleteNodes,
  insertNodes,
  listGroupsOfNodes,
  listNodeShapes,
  moveNodes,
  setLookThrough,
} from './tree/node-rows.queries.ts'
import { listKeptSums, listOwnSums, setSums } from './tree/node-sums.queries.ts'
import { rehang } from './tree/rehang.ts'
import { differingSums, subtreeSumsOf, treeDifferences } from './tree/tree-differences.ts'

export type Rebuilder = Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>

const portion = 5_000
/** In larger groups the shares of the root are solved when the tree is read: a change of one would rewrite most rows. */
const mostSolved = 2_000

/** Derives the tree of a group anew from the relations of the day, and writes what differs. The result is derived, so it leaves no event. */
export async function rebuildTree(context: Rebuilder, groupId: string): Promise<void> {
  const { tx, institution, businessDay } = context
  const question = { institutionId: institution.id, groupId, day: businessDay }
  await lockGroup(tx, institution.id, groupId)
  const version = await moveShape(tx, institution.id, groupId)
  const members = await listGroupMembers(tx, institution.id, groupId)
  const relations = await listGroupRelations(tx, question)
  const choices = await listGroupChoices(tx, question)
  const tree = buildTree(members, treeHoldings(relations), choices)
  await writeRows(context, version, tree)
  await writeSums(context, groupId, tree)
  const root = largestRoot(tree)
  await setGroupShape(tx, institution.id, groupId, {
    memberCount: members.length,
    rootCustomerId: root,
    closingEdges: JSON.stringify(tree.cycleEdges),
    warnings: JSON.stringify(tree.warnings),
  })
  if (root !== null && members.length <= mostSolved)
    await writeLookThrough(context, version, { tree, relations, root })
}

/** Every group in which one of these customers stands, after their relations changed. */
export async function rebuildTreesOf(
  context: Rebuilder,
  customerIds: readonly string[],
): Promise<void> {
  const { tx, institution } = context
  const memberships = await listMemberships(tx, institution.id, customerIds)
  for (const groupId of [...new Set(memberships.map((membership) => membership.groupId))].sort()) {
    const itsOwn = memberships.filter((membership) => membership.groupId === groupId)
    const isDone = await rehang(
      context,
      groupId,
      itsOwn.map(({ customerId }) => customerId),
    )
    if (!isDone) await rebuildTree(context, groupId)
  }
}

async function writeRows(
  { tx, institution }: Rebuilder,
  { groupId, nextSlot }: GroupVersion,
  { nodes }: CustomerTree,
): Promise<void> {
  const stored = await listNodeShapes(tx, institution.id, groupId)
  const differences = treeDifferences(nodes, stored, nextSlot)
  const { added, moved, gone } = differences
  await deleteNodes(tx, institution.id, groupId, gone)
  if (added.length > 0) {
    const ids = added.map(({ customerId }) => customerId)
    const others = await listGroupsOfNodes(tx, institution.id, ids)
    if (others.length > 0) await moveVersions(tx, institution.id, others)
    await setNextSlot(tx, institution.id, groupId, differences.nextSlot)
  }
  for (let at = 0; at < added.length; at += portion)
    await insertNodes(tx, institution.id, groupId, added.slice(at, at + portion))
  for (let at = 0; at < moved.length; at += portion)
    await moveNodes(tx, institution.id, moved.slice(at, at + portion))
}

async function writeSums(
  { tx, institution }: Rebuilder,
  groupId: string,
  { nodes }: CustomerTree,
): Promise<void> {
  const sums = subtreeSumsOf(nodes, await listOwnSums(tx, institution.id, groupId))
  const kept = await listKeptSums(tx, institution.id, groupId)
  await setSums(tx, institution.id, groupId, differingSums(sums, kept))
}

async function writeLookThrough(
  { tx, institution }: Rebuilder,
  { groupId, shape }: GroupVersion,
  { tree, relations, root }: { tree: CustomerTree; relations: GraphRelation[]; root: string },
): Promise<void> {
  const { shares } = lookThroughColumn(ownershipGraph(holdingsOf(relations)), root)
  const ids = tree.nodes.map(({ id }) => id)
  await setLookThrough(tx, institution.id, groupId, {
    shape,
    ids,
    shares: ids.map((id) => shares.get(id) ?? null),
  })
}

/** Of several roots the one with the most below it; of equals the first in the order of the tree. */
function largestRoot({ nodes }: CustomerTree): string | null {
  return (
    nodes
      .filter(({ depth }) => depth === 0)
      .reduce<{ id: string; size: number } | null>(
        (best, { id, subtreeSize }) =>
          best === null || subtreeSize > best.size ? { id, size: subtreeSize } : best,
        null,
      )?.id ?? null
  )
}
