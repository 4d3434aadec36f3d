import { loanClasses } from '@banyan/ui/loan-class'
import type { TreeLines } from '@banyan/ui/tree-rows'
import { memberRow, type MemberRow } from './member-row.ts'
import type { TreeData } from './tree-data.ts'

export interface OtherHolder {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly percent: number | null
}

/** The closing edge of a cycle: `holder` owns a share of one that already stands above it. */
export interface StubRow {
  readonly type: 'stub'
  readonly key: number
  readonly holderKey: number
  readonly heldKey: number
  readonly heldName: string
  readonly percent: number | null
}

export type GroupTreeRow = MemberRow | StubRow

/** A member's key is its place in the columns; stubs have the keys after them. */
export interface TreeView {
  readonly data: TreeData
  /** Depth first, the stubs of a node after its children. */
  readonly lines: TreeLines
  readonly stubs: readonly StubRow[]
  /** Made when asked for, so that a tree of any size costs what is looked at. */
  readonly rowOf: (key: number) => GroupTreeRow
  readonly memberAt: (key: number) => MemberRow
  readonly keyOf: (id: string) => number | null
  readonly keyOfNumber: (number: string) => number | null
  readonly othersOf: (key: number) => readonly OtherHolder[]
  /** Own balances by class, in the order of the classes. */
  readonly tierSums: readonly number[]
  readonly circles: readonly (readonly string[])[]
  readonly depth: number
}

export function treeView(data: TreeData): TreeView {
  const circles = circlesOf(data)
  const circleSizes = new Map(
    circles.flatMap((circle) => circle.map((id) => [data.indexOf(id), circle.length] as const)),
  )
  const stubs = stubsOf(data)
  const members = new Map<number, MemberRow>()
  const memberAt = (key: number): MemberRow => {
    const known = members.get(key)
    if (known) return known
    const made = memberRow(data, key, circleSizes.get(key) ?? 0)
    members.set(key, made)
    return made
  }
  let numbers: Map<string, number> | undefined
  return {
    data,
    lines: withStubs(data, stubs),
    stubs,
    memberAt,
    rowOf: (key) => stubs[key - data.count] ?? memberAt(key),
    keyOf: (id) => keyAt(data.indexOf(id)),
    keyOfNumber: (number) => {
      numbers ??= new Map(data.numbers.map((each, index) => [each, index]))
      return numbers.get(number) ?? null
    },
    othersOf: (key) => othersOf(data, data.idAt(key)),
    tierSums: tierSums(data),
    circles,
    depth: data.depths.reduce((deepest, depth) => Math.max(deepest, depth + 1), 0),
  }
}

const keyAt = (index: number) => (index < 0 ? null : index)

function circlesOf({ head: { guaranteeCircles } }: TreeData): string[][] {
  const { circles, rings } = guaranteeCircles
  const inCircle = new Set(circles.flat())
  return [...circles, ...rings.filter((ring) => !ring.some((id) => inCircle.has(id)))]
}

function othersOf(data: TreeData, heldId: string): OtherHolder[] {
  return data.head.otherHolders.flatMap(({ held, holder, percent }) => {
    if (held !== heldId) return []
    const key = data.indexOf(holder)
    return [{ id: holder, number: data.numbers[key] ?? '', name: data.names[key] ?? '', percent }]
  })
}

interface ClosingEdge {
  readonly holder: string
  readonly held: string
  readonly percent: number | null
}

function stubsOf(data: TreeData): StubRow[] {
  const edges = (data.head.group.closingEdges ?? []) as readonly ClosingEdge[]
  const known = edges
    .map((edge) => ({
      holderKey: data.indexOf(edge.holder),
      heldKey: data.indexOf(edge.held),
      percent: edge.percent,
    }))
    .filter(({ holderKey, heldKey }) => holderKey >= 0 && heldKey >= 0)
  return known.map((edge, at) => ({
    type: 'stub',
    key: data.count + at,
    ...edge,
    heldName: data.names[edge.heldKey] ?? '',
  }))
}

/** Puts every closing edge as a line under its holder, after the holder's subtree; deeper ones first. */
function withStubs(data: TreeData, stubs: readonly StubRow[]): TreeLines {
  const { count, depths, sizes } = data
  if (stubs.length === 0) return { keys: Int32Array.from({ length: count }, (_, at) => at), depths }
  const after = new Map<number, StubRow[]>()
  for (const stub of stubs) {
    const last = stub.holderKey + (sizes[stub.holderKey] ?? 1) - 1
    after.set(last, [...(after.get(last) ?? []), stub])
  }
  const keys = new Int32Array(count + stubs.length)
  const lineDepths = new Int32Array(count + stubs.length)
  const depthOf = ({ holderKey }: StubRow) => (depths[holderKey] ?? 0) + 1
  let filled = 0
  const put = (key: number, depth: number) => {
    keys[filled] = key
    lineDepths[filled] = depth
    filled += 1
  }
  for (let key = 0; key < count; key++) {
    put(key, depths[key] ?? 0)
    const here = after.get(key)?.toSorted((a, b) => depthOf(b) - depthOf(a)) ?? []
    for (const stub of here) put(stub.key, depthOf(stub))
  }
  return { keys, depths: lineDepths }
}

function tierSums({ count, tiers, balances }: TreeData): number[] {
  const sums = loanClasses.map(() => 0)
  for (let key = 0; key < count; key++) {
    const at = (tiers[key] ?? 0) - 1
    if (at >= 0) sums[at] = (sums[at] ?? 0) + (balances[key] ?? 0)
  }
  return sums
}
