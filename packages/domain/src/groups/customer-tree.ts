import type { Rate } from '../rate.ts'
import { DisjointSets } from './disjoint-sets.ts'
import { packGraph, strongComponents } from './strong-components.ts'
import { compareNumbers, readHoldings } from './tree-holdings.ts'
import type { Arc, Holding, TreeMember, TreeWarning } from './tree-holdings.ts'

export interface TreeNode {
  id: string
  number: string
  /** The holder it hangs under; null for a root. */
  parent: string | null
  /** The parent's direct share; null for a root or where it is unknown. */
  percent: Rate | null
  /** Its other holders, largest share first. */
  otherParents: readonly { id: string; percent: Rate | null }[]
  /** 0 for a root. */
  depth: number
  /** Place in `nodes`: the subtree is `nodes.slice(position, position + subtreeSize)`. */
  position: number
  subtreeSize: number
}

export interface CustomerTree {
  /** Every member once, each after its parent, siblings by number. */
  nodes: TreeNode[]
  roots: string[]
  /** Holdings without which the graph would have no cycle; none of them is a parent's. */
  cycleEdges: Holding[]
  warnings: TreeWarning[]
}

/**
 * The tree of a group. A member's parent is its holder with the largest direct share that makes no cycle; of
 * equal shares the lower number; a holder of unknown share comes last. A cycle is therefore cut at its
 * smallest share. A holder that was chosen by a person comes before all others. The result does not depend on the order of the input; of two holdings of the same pair
 * the larger counts. Time is O(n log n), without recursion.
 */
export function buildTree(
  members: readonly TreeMember[],
  holdings: readonly Holding[],
  choices: ReadonlyMap<string, string> = new Map(),
): CustomerTree {
  const sorted = members.toSorted((a, b) => compareNumbers(a.number, b.number))
  const { arcs, warnings } = readHoldings(sorted, holdings)
  const chosen = arcs.filter(
    ({ holder, held }) => choices.get(sorted[held]?.id ?? '') === sorted[holder]?.id,
  )
  const parents = chooseParents(sorted.length, [...chosen, ...arcs])
  const layout = layOut(parents)
  const nodes = namedNodes({ sorted, arcs, parents, layout })
  return {
    nodes,
    roots: nodes.filter(({ depth }) => depth === 0).map(({ id }) => id),
    cycleEdges: closingArcs(sorted.length, arcs, layout.positions).map((arc) => named(sorted, arc)),
    warnings,
  }
}

/** The arc to each member's parent, or undefined for a root. A member without parent is the root of its set. */
function chooseParents(count: number, arcs: readonly Arc[]): (Arc | undefined)[] {
  const parents = Array.from<Arc | undefined>({ length: count })
  const trees = new DisjointSets(count)
  for (const arc of arcs) {
    if (parents[arc.held] === undefined && trees.merge(arc.holder, arc.held))
      parents[arc.held] = arc
  }
  return parents
}

interface Layout {
  /** Places in the order of the tree. */
  order: Int32Array
  positions: Int32Array
  depths: Int32Array
  sizes: Int32Array
}

/** Depth first, siblings by number. */
function layOut(parents: readonly (Arc | undefined)[]): Layout {
  const count = parents.length
  const tree = parents.filter((arc) => arc !== undefined)
  const { starts, ends } = packGraph(
    count,
    tree.map(({ holder }) => holder),
    tree.map(({ held }) => held),
  )
  const order = new Int32Array(count)
  const positions = new Int32Array(count)
  const depths = new Int32Array(count)
  const sizes = new Int32Array(count).fill(1)
  const waiting: number[] = []
  for (let place = count - 1; place >= 0; place--) if (!parents[place]) waiting.push(place)
  for (let position = 0; position < count; position++) {
    const place = waiting.pop() ?? 0
    const holder = parents[place]?.holder
    order[position] = place
    positions[place] = position
    depths[place] = holder === undefined ? 0 : (depths[holder] ?? 0) + 1
    for (let arc = (starts[place + 1] ?? 0) - 1; arc >= (starts[place] ?? 0); arc--) {
      waiting.push(ends[arc] ?? 0)
    }
  }
  for (let position = count - 1; position >= 0; position--) {
    const place = order[position] ?? 0
    const holder = parents[place]?.holder
    if (holder !== undefined) sizes[holder] = (sizes[holder] ?? 0) + (sizes[place] ?? 0)
  }
  return { order, positions, depths, sizes }
}

/** Inside a cycle, the arcs that lead back up the order of the tree; a parent's arc leads down. */
function closingArcs(count: number, arcs: readonly Arc[], positions: Int32Array): Arc[] {
  const component = strongComponents(
    packGraph(
      count,
      arcs.map(({ holder }) => holder),
      arcs.map(({ held }) => held),
    ),
  )
  return arcs.filter(
    ({ holder, held }) =>
      component[holder] === component[held] && (positions[holder] ?? 0) > (positions[held] ?? 0),
  )
}

function named(sorted: readonly TreeMember[], { holder, held, percent }: Arc): Holding {
  return { holder: sorted[holder]?.id ?? '', held: sorted[held]?.id ?? '', percent }
}

const none: TreeNode['otherParents'] = []

function namedNodes(tree: {
  sorted: readonly TreeMember[]
  arcs: readonly Arc[]
  parents: readonly (Arc | undefined)[]
  layout: Layout
}): TreeNode[] {
  const { sorted, arcs, parents, layout } = tree
  const idAt = (place: number) => sorted[place]?.id ?? ''
  const others = new Map<number, { id: string; percent: Rate | null }[]>()
  for (const arc of arcs) {
    if (parents[arc.held] === arc) continue
    const entry = { id: idAt(arc.holder), percent: arc.percent }
    const list = others.get(arc.held)
    if (list) list.push(entry)
    else others.set(arc.held, [entry])
  }
  return Array.from(layout.order, (place, position) => {
    const arc = parents[place]
    return {
      id: idAt(place),
      number: sorted[place]?.number ?? '',
      parent: arc ? idAt(arc.holder) : null,
      percent: arc?.percent ?? null,
      otherParents: others.get(place) ?? none,
      depth: layout.depths[place] ?? 0,
      position,
      subtreeSize: layout.sizes[place] ?? 1,
    }
  })
}
