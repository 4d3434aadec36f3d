import { buildTree } from '@banyan/domain/groups/customer-tree'
import type { StaffContext } from '../access/staff-context.ts'
import { listGroupMembers, listMemberships, setTree } from './group-members.queries.ts'
import { listHoldings, setGroupShape } from './groups.queries.ts'

type Rebuilder = Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>

/** Derives the tree of a group anew from the relations of the day. The result is derived, so it leaves no event. */
export async function rebuildTree(context: Rebuilder, groupId: string): Promise<void> {
  const { tx, institution, businessDay } = context
  const members = await listGroupMembers(tx, institution.id, groupId)
  const ids = members.map(({ id }) => id)
  const holdings = await listHoldings(tx, institution.id, ids, businessDay)
  const tree = buildTree(members, holdings)
  const root = tree.nodes
    .filter(({ depth }) => depth === 0)
    .reduce<{ id: string; size: number } | null>(
      (best, { id, subtreeSize }) =>
        best === null || subtreeSize > best.size ? { id, size: subtreeSize } : best,
      null,
    )
  await setTree(tx, institution.id, groupId, tree.nodes)
  await setGroupShape(tx, institution.id, groupId, {
    memberCount: members.length,
    rootCustomerId: root?.id ?? null,
    closingEdges: JSON.stringify(tree.cycleEdges),
    warnings: JSON.stringify(tree.warnings),
  })
}

/** Every group in which one of these customers stands. */
export async function rebuildTreesOf(
  context: Rebuilder,
  customerIds: readonly string[],
): Promise<void> {
  const { tx, institution } = context
  const memberships = await listMemberships(tx, institution.id, customerIds)
  for (const groupId of new Set(memberships.map((membership) => membership.groupId))) {
    await rebuildTree(context, groupId)
  }
}
