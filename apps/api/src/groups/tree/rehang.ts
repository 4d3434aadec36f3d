import type { Rebuilder } from '../rebuild-tree.ts'
import { lockGroup } from '../groups.queries.ts'
import { type HoldersOfNode, findHoldersOfNode } from './group-relations.queries.ts'
import { moveShape } from './group-versions.queries.ts'
import { findLargestRoot, hangNode, setRoot } from './rehang.queries.ts'

/** More members than this are told with the whole tree. */
const fewest = 8

/**
 * After the holders of a few members changed, hangs just these where the whole tree would have them, and
 * moves their sums from the old chain to the new. False, and nothing done, where one cannot be told alone:
 * a cycle, a choice of a person, shares beyond the whole, or a group that has no rows yet.
 */
export async function rehang(
  { tx, institution, businessDay }: Rebuilder,
  groupId: string,
  customerIds: readonly string[],
): Promise<boolean> {
  if (customerIds.length > fewest) return false
  const group = await lockGroup(tx, institution.id, groupId)
  const question = { institutionId: institution.id, groupId, day: businessDay }
  const nodes: HoldersOfNode[] = []
  for (const customerId of customerIds) {
    const node = await findHoldersOfNode(tx, question, customerId)
    if (!node || node.isEntangled) return false
    nodes.push(node)
  }
  if (!group) return false
  await moveShape(tx, institution.id, groupId)
  let isMoved = false
  for (const node of nodes) {
    const hung = hanging(node)
    if (!isSameHanging(node, hung)) await hangNode(tx, institution.id, hung)
    isMoved ||= hung.parentId !== node.parentId
  }
  if (isMoved) {
    const root = await findLargestRoot(tx, institution.id, groupId)
    if (root !== group.rootCustomerId) await setRoot(tx, institution.id, groupId, root)
  }
  return true
}

function isSameHanging(node: HoldersOfNode, hung: ReturnType<typeof hanging>): boolean {
  return (
    node.parentId === hung.parentId &&
    node.percent === hung.percent &&
    node.otherParents.join() === hung.otherParents.join()
  )
}

function hanging({ customerId, slot, parentId, holders }: HoldersOfNode) {
  const [parent, ...others] = holders
  return {
    customerId,
    slot,
    parentId: parent?.id ?? null,
    formerParentId: parentId,
    parentSlot: parent?.slot ?? null,
    percent: parent?.percent ?? null,
    otherParents: others.map(({ id }) => id),
  }
}
