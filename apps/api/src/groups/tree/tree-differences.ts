import type { TreeNode } from '@banyan/domain/groups/customer-tree'
import type { NodeShape } from './node-rows.queries.ts'
import type { NodeSum } from './node-sums.queries.ts'

export interface TreeDifferences {
  added: NodeShape[]
  moved: NodeShape[]
  gone: string[]
  nextSlot: number
}

/** What the rows of a group lack of a tree. Members keep their slots; new ones take the next. */
export function treeDifferences(
  nodes: readonly TreeNode[],
  stored: readonly NodeShape[],
  firstSlot: number,
): TreeDifferences {
  const before = new Map(stored.map((shape) => [shape.customerId, shape]))
  const slots = new Map<string, number>()
  let nextSlot = firstSlot
  for (const { id } of nodes) slots.set(id, before.get(id)?.slot ?? nextSlot++)
  const shapes = nodes.map(({ id, parent, percent, otherParents }): NodeShape => ({
    customerId: id,
    parentId: parent,
    slot: slots.get(id) ?? 0,
    parentSlot: parent === null ? null : (slots.get(parent) ?? null),
    percent,
    otherParents: otherParents.map((other) => other.id),
  }))
  return {
    added: shapes.filter(({ customerId }) => !before.has(customerId)),
    moved: shapes.filter((shape) => {
      const old = before.get(shape.customerId)
      return old !== undefined && !isSame(old, shape)
    }),
    gone: stored.map(({ customerId }) => customerId).filter((id) => !slots.has(id)),
    nextSlot,
  }
}

function isSame(one: NodeShape, other: NodeShape): boolean {
  return (
    one.parentId === other.parentId &&
    one.parentSlot === other.parentSlot &&
    one.percent === other.percent &&
    one.otherParents.length === other.otherParents.length &&
    one.otherParents.every((id, index) => id === other.otherParents[index])
  )
}

const summed = [
  'members',
  'balance',
  'reserved',
  'overdue',
  'guaranteed',
  'loans',
  'normal',
  'specialMention',
  'substandard',
  'doubtful',
  'loss',
] as const satisfies readonly (keyof NodeSum)[]

/** Each member's sums over its subtree, from what each adds by itself. */
export function subtreeSumsOf(
  nodes: readonly Pick<TreeNode, 'id' | 'parent'>[],
  own: readonly NodeSum[],
): NodeSum[] {
  const sums = new Map(own.map((sum) => [sum.customerId, { ...sum }]))
  for (const { id, parent } of nodes.toReversed()) {
    const [sum, above] = [sums.get(id), parent === null ? undefined : sums.get(parent)]
    if (sum && above) for (const name of summed) above[name] += sum[name]
  }
  return [...sums.values()]
}

/** Those sums that are not what is kept. */
export function differingSums(sums: readonly NodeSum[], kept: readonly NodeSum[]): NodeSum[] {
  const before = new Map(kept.map((sum) => [sum.customerId, sum]))
  return sums.filter((sum) => {
    const old = before.get(sum.customerId)
    return old === undefined || summed.some((name) => old[name] !== sum[name])
  })
}
