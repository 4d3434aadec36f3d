import type { Outputs } from '../api.ts'
import { treeData } from './tree-answer.ts'
import { treeView, type TreeView } from './tree-view.ts'

type TreeAnswer = Outputs['groups']['tree']

interface PlannedNode {
  readonly name: string
  readonly depth: number
  readonly percent?: number
  readonly own?: number
  readonly reserved?: number
  readonly tier?: number
  readonly days?: number
  readonly officer?: string
}

function subtreeSize(planned: readonly PlannedNode[], at: number): number {
  const depth = planned[at]?.depth ?? 0
  const after = planned.slice(at + 1).findIndex((next) => next.depth <= depth)
  return after < 0 ? planned.length - at : after + 1
}

const below = (planned: readonly PlannedNode[], at: number) =>
  planned.slice(at, at + subtreeSize(planned, at))
const total = (nodes: readonly PlannedNode[], of: (node: PlannedNode) => number | undefined) =>
  nodes.reduce((sum, node) => sum + (of(node) ?? 0), 0)

function parentOf(planned: readonly PlannedNode[], at: number): string | null {
  const depth = planned[at]?.depth ?? 0
  const parent = planned.slice(0, at).findLast((node) => node.depth < depth)
  return parent ? `id-${parent.name}` : null
}

/** The view of a tree of these nodes, in depth-first order; ids are `id-<name>`. */
export function aTree(
  planned: readonly PlannedNode[],
  {
    closing = [],
    circles = [],
  }: { closing?: readonly [string, string][]; circles?: string[][] } = {},
): TreeView {
  const of = <T>(value: (node: PlannedNode, at: number) => T) => planned.map(value)
  const zeros = of(() => 0)
  const answer = {
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
    nodes: {
      ids: of(({ name }) => `id-${name}`),
      numbers: of((_, at) => `C${String(at * 7 + 3).padStart(7, '0')}`),
      names: of(({ name }) => name),
      kinds: of(() => 'company'),
      countries: of(() => 'CN'),
      statuses: of(() => 'active'),
      branches: of(() => '北城支行'),
      officers: of(({ officer }) => officer ?? null),
      codes: of(() => null),
      initials: of(() => ''),
      parents: of((_, at) => parentOf(planned, at)),
      percents: of(({ percent }) => (percent === undefined ? null : percent * 1_000_000)),
      depths: of(({ depth }) => depth),
      sizes: of((_, at) => subtreeSize(planned, at)),
      balances: of(({ own }) => own ?? 0),
      reserved: of(({ reserved }) => reserved ?? 0),
      overdue: zeros,
      daysPastDue: of(({ days }) => days ?? 0),
      tiers: of(({ tier }) => tier ?? 0),
      loans: zeros,
      otherParents: zeros,
      presentStages: of(() => null),
      subtreeBalances: of((_, at) => total(below(planned, at), ({ own }) => own)),
      subtreeReserved: of((_, at) => total(below(planned, at), ({ reserved }) => reserved)),
      subtreeOverdue: zeros,
      subtreeDays: of((_, at) => Math.max(...below(planned, at).map(({ days }) => days ?? 0))),
      subtreeTiers: of((_, at) => Math.max(...below(planned, at).map(({ tier }) => tier ?? 0))),
    },
  }
  return treeView(treeData(answer as unknown as TreeAnswer))
}
