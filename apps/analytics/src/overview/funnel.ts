import type { ApplicationStatus } from '@banyan/domain/applications/application-status'
import { formatCount } from '@banyan/ui/amounts'
import { chartBase, chartFonts, type ChartColours } from '../charts/chart-colours.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export const funnelNodes = [
  'submitted',
  'approved',
  'declined',
  'pending',
  'returned',
  'withdrawn',
  'disbursed',
  'contracted',
  'unsigned',
] as const
export type FunnelNode = (typeof funnelNodes)[number]

/** The statuses that stand in a node now; the first node holds all. */
const statusesOf: Readonly<Record<FunnelNode, readonly ApplicationStatus[] | null>> = {
  submitted: null,
  approved: ['approved', 'contracted', 'disbursed'],
  declined: ['declined'],
  pending: ['submitted', 'in-review', 'reviewed', 'scored'],
  returned: ['returned'],
  withdrawn: ['withdrawn'],
  disbursed: ['disbursed'],
  contracted: ['contracted'],
  unsigned: ['approved'],
}
const links: readonly (readonly [FunnelNode, FunnelNode])[] = [
  ['submitted', 'approved'],
  ['submitted', 'declined'],
  ['submitted', 'pending'],
  ['submitted', 'returned'],
  ['submitted', 'withdrawn'],
  ['approved', 'disbursed'],
  ['approved', 'contracted'],
  ['approved', 'unsigned'],
]

export interface StageCount {
  readonly status: string
  readonly applications: number
}

/** How many applications stand in each node; what stands nowhere is left out. */
export function countNodes(stages: readonly StageCount[]): { node: FunnelNode; count: number }[] {
  return funnelNodes
    .map((node) => ({
      node,
      count: stages
        .filter(({ status }) => statusesOf[node]?.some((own) => own === status) ?? true)
        .reduce((sum, { applications }) => sum + applications, 0),
    }))
    .filter(({ count }) => count > 0)
}

interface Period {
  readonly from: string
  readonly to: string
  readonly branchId?: string
  readonly product?: string
}

/** The applications of a node among those submitted in the period. */
export function nodeRows(node: FunnelNode, period: Period): RowsChoice {
  const statuses = statusesOf[node]
  return {
    kind: 'applications',
    by: 'submitted',
    ...period,
    ...(statuses ? { statuses: [...statuses] } : {}),
  }
}

export interface Funnel {
  readonly stages: readonly StageCount[]
  readonly period: Period
  readonly names: Readonly<Record<FunnelNode, string>>
  readonly summary: string
  /** Leaves out the shares where there is no room for them. */
  readonly isNarrow?: boolean
}

const nodeFills = (colours: ChartColours): Readonly<Record<FunnelNode, string>> => ({
  submitted: colours.series[0] ?? '',
  approved: colours.pass,
  declined: colours.reject,
  pending: colours.series[4] ?? '',
  returned: colours.back,
  withdrawn: colours.rest,
  disbursed: colours.pass,
  contracted: colours.wait,
  unsigned: colours.late,
})

/** Name, count and share in one line. */
function nodeLabel(
  colours: ChartColours,
  tell: (node: FunnelNode, count: number) => readonly [string, string, string],
) {
  return {
    color: colours.text1,
    fontSize: 12,
    lineHeight: 16,
    formatter: ({ name, value }: { name: string; value: number }) => {
      const [label, count, share] = tell(name as FunnelNode, value)
      return `${label}{b|${count}}${share && `{s|${share}}`}`
    },
    rich: {
      b: {
        fontFamily: chartFonts,
        fontWeight: 600,
        fontSize: 13,
        color: colours.text1,
        padding: [0, 4, 0, 6],
      },
      s: { fontFamily: chartFonts, color: colours.text3 },
    },
  }
}

/** Applications of a period from submission to where they stand now; every column adds up to the one before. */
export function funnel(
  colours: ChartColours,
  { stages, period, names, summary, isNarrow = false }: Funnel,
) {
  const nodes = countNodes(stages)
  const countOf = (node: FunnelNode) => nodes.find((row) => row.node === node)?.count ?? 0
  const total = countOf('submitted')
  const fills = nodeFills(colours)
  return {
    ...chartBase(colours, summary),
    series: [
      {
        type: 'sankey',
        left: 4,
        right: isNarrow ? 112 : 140,
        top: 12,
        bottom: 12,
        nodeWidth: 10,
        nodeGap: 22,
        nodeAlign: 'left',
        layoutIterations: 0,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'target', opacity: 0.24, curveness: 0.5 },
        label: nodeLabel(colours, (node, count) => [
          names[node],
          formatCount(count),
          isNarrow ? '' : `${((count / total) * 100).toFixed(1)}%`,
        ]),
        tooltip: { show: false },
        data: nodes.map(({ node, count }) => ({
          name: node,
          value: count,
          itemStyle: { color: fills[node], borderWidth: 0 },
          rows: nodeRows(node, period),
        })),
        links: links
          .filter(([, target]) => countOf(target) > 0)
          .map(([source, target]) => ({
            source,
            target,
            value: countOf(target),
            rows: nodeRows(target, period),
          })),
      },
    ],
  }
}
