import { buildTree } from './customer-tree.ts'
import { DisjointSets } from './disjoint-sets.ts'
import { compareNumbers } from './tree-holdings.ts'
import type { Holding, TreeMember } from './tree-holdings.ts'

export interface ConnectedSet {
  /** The member the group is named for. */
  root: TreeMember
  /** By number, the root among them. */
  members: TreeMember[]
}

/**
 * Management groups to propose (统一授信): the sets of two or more parties that ownership or control connects,
 * ordered by their roots' numbers. The root is a member without a holder, the one with the most
 * descendants in the tree of the set, of equals the lower number; where everyone has a holder, the root of
 * the largest tree after its cycle is cut.
 */
export function connectedSets(
  members: readonly TreeMember[],
  holdings: readonly Holding[],
): ConnectedSet[] {
  const places = new Map(members.map(({ id }, place) => [id, place]))
  const sets = new DisjointSets(members.length)
  const held = new Set<string>()
  const inside = holdings.filter(
    (holding) => places.has(holding.holder) && places.has(holding.held),
  )
  for (const holding of inside) {
    if (holding.holder === holding.held) continue
    sets.merge(places.get(holding.holder) ?? 0, places.get(holding.held) ?? 0)
    held.add(holding.held)
  }
  const best = new Map<number, { node: TreeMember; size: number; isHeld: boolean }>()
  const bySet = new Map<number, TreeMember[]>()
  for (const node of buildTree(members, inside).nodes) {
    const set = sets.find(places.get(node.id) ?? 0)
    const member = { id: node.id, number: node.number }
    const list = bySet.get(set)
    if (list) list.push(member)
    else bySet.set(set, [member])
    if (node.depth > 0) continue
    const candidate = { node: member, size: node.subtreeSize, isHeld: held.has(node.id) }
    const known = best.get(set)
    if (!known || isBetterRoot(candidate, known)) best.set(set, candidate)
  }
  return [...bySet]
    .filter(([, list]) => list.length > 1)
    .flatMap(([set, list]) => {
      const root = best.get(set)?.node
      return root
        ? [{ root, members: list.sort((a, b) => compareNumbers(a.number, b.number)) }]
        : []
    })
    .sort((a, b) => compareNumbers(a.root.number, b.root.number))
}

/** Candidates come in the order of their numbers, so an equal later one is not better. */
function isBetterRoot(
  candidate: { size: number; isHeld: boolean },
  known: { size: number; isHeld: boolean },
): boolean {
  if (candidate.isHeld !== known.isHeld) return known.isHeld
  return candidate.size > known.size
}
