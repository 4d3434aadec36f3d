import { depthsAndSizes, subtreeTotals } from '@banyan/domain/groups/tree-totals'
import type { TreeData, TreeHead } from './tree-data.ts'
import { treeView, type TreeView } from './tree-view.ts'

interface PlannedNode {
  readonly name: string
  readonly depth: number
  readonly percent?: number
  readonly through?: number
  readonly own?: number
  readonly reserved?: number
  readonly tier?: number
  readonly days?: number
  readonly officer?: string
}

interface Ties {
  readonly closing?: readonly [string, string][]
  readonly circles?: string[][]
}

const millionths = (percent: number | undefined) =>
  percent === undefined ? -1 : percent * 1_000_000

function headOf(planned: readonly PlannedNode[], { closing = [], circles = [] }: Ties): TreeHead {
  const head = {
    group: {
      id: 'g',
      number: 'G000001',
      closingEdges: closing.map(([holder, held]) => ({
        holder: `id-${holder}`,
        held: `id-${held}`,
        percent: null,
      })),
      warnings: [],
    },
    otherHolders: [],
    guaranteeCircles: {
      mutual: [],
      rings: [],
      circles: circles.map((each) => each.map((name) => `id-${name}`)),
      longestChain: 1,
    },
    kinds: ['company'],
    statuses: ['active'],
    countries: ['CN'],
    branches: [{ name: '北城支行' }],
    officers: planned.flatMap(({ officer }) => (officer ? [{ name: officer }] : [])),
    stages: [],
    stageStates: [],
  }
  return head as unknown as TreeHead
}

/** The view of a tree of these nodes, in depth-first order; ids are `id-<name>`. */
export function aTree(planned: readonly PlannedNode[], ties: Ties = {}): TreeView {
  const count = planned.length
  const head = headOf(planned, ties)
  const parents = Int32Array.from(planned, ({ depth }, at) =>
    planned.slice(0, at).findLastIndex((node) => node.depth < depth),
  )
  const figures = {
    parents,
    balances: Float64Array.from(planned, ({ own }) => own ?? 0),
    reserved: Float64Array.from(planned, ({ reserved }) => reserved ?? 0),
    overdue: new Float64Array(count),
    guaranteed: new Float64Array(count),
    loans: new Int32Array(count),
    days: Int32Array.from(planned, ({ days }) => days ?? 0),
    tiers: Uint8Array.from(planned, ({ tier }) => tier ?? 0),
  }
  const officerOf = ({ officer }: PlannedNode) =>
    officer ? head.officers.findIndex(({ name }) => name === officer) : 65_535
  const data: TreeData = {
    ...figures,
    ...depthsAndSizes(parents),
    head,
    count,
    idAt: (index) => `id-${planned[index]?.name}`,
    indexOf: (id) => planned.findIndex(({ name }) => `id-${name}` === id),
    names: planned.map(({ name }) => name),
    numbers: planned.map((_, at) => `C${String(at * 7 + 3).padStart(7, '0')}`),
    codes: planned.map(() => ''),
    initials: planned.map(() => ''),
    percents: Int32Array.from(planned, ({ percent }) => millionths(percent)),
    lookThrough: Int32Array.from(planned, ({ through }) => millionths(through)),
    kinds: new Uint8Array(count),
    statuses: new Uint8Array(count),
    countries: new Uint16Array(count),
    branches: new Uint16Array(count),
    officers: Uint16Array.from(planned, officerOf),
    otherParents: new Uint16Array(count),
    stages: new Uint8Array(count).fill(255),
    stageStates: new Uint8Array(count).fill(255),
    limits: new Float64Array(count).fill(-1),
    sums: subtreeTotals(figures),
  }
  return treeView(data)
}
