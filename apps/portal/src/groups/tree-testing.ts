import type { TreeAnswer } from './tree-view.ts'

interface PlannedNode {
  readonly name: string
  readonly depth: number
  readonly percent?: number
  readonly own?: number
  readonly tier?: number
  readonly days?: number
  readonly officer?: string
}

function subtreeSize(planned: readonly PlannedNode[], at: number): number {
  const depth = planned[at]?.depth ?? 0
  const after = planned.slice(at + 1).findIndex((next) => next.depth <= depth)
  return after < 0 ? planned.length - at : after + 1
}

/** An answer of the server for a tree of these nodes, in depth-first order; ids are `id-<name>`. */
export function aTree(
  planned: readonly PlannedNode[],
  {
    closing = [],
    circles = [],
  }: { closing?: readonly [string, string][]; circles?: string[][] } = {},
): TreeAnswer {
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
      parents: of(() => null),
      percents: of(({ percent }) => (percent === undefined ? null : percent * 1_000_000)),
      depths: of(({ depth }) => depth),
      sizes: of((_, at) => subtreeSize(planned, at)),
      balances: of(({ own }) => own ?? 0),
      reserved: zeros,
      overdue: zeros,
      daysPastDue: of(({ days }) => days ?? 0),
      tiers: of(({ tier }) => tier ?? 0),
      loans: zeros,
      presentStages: of(() => null),
      subtreeBalances: zeros,
      subtreeReserved: zeros,
      subtreeOverdue: zeros,
      subtreeDays: zeros,
      subtreeTiers: zeros,
    },
  }
  return answer as unknown as TreeAnswer
}
