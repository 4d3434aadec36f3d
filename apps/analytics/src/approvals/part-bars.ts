import { formatCount, formatPercent } from '@banyan/ui/amounts'
import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface ApprovalPart {
  readonly key: string
  readonly name: string
  readonly approved: number
  readonly declined: number
  readonly rate: number | null
}

export interface PartBars {
  readonly parts: readonly ApprovalPart[]
  readonly names: { readonly approved: string; readonly declined: string }
  readonly rowsOf: (key: string, outcome?: 'approved' | 'declined') => RowsChoice
  readonly summary: string
}

/** Decisions by branch or product in the order given, from the top, with the rate written at the end of each bar. */
export function partBars(colours: ChartColours, { parts, names, rowsOf, summary }: PartBars) {
  const base = chartBase(colours, summary)
  const { category, value } = chartAxes(colours)
  const bars = (outcome: 'approved' | 'declined', colour: string) => ({
    type: 'bar',
    stack: 'decisions',
    name: names[outcome],
    barMaxWidth: 18,
    itemStyle: { color: colour },
    tooltip: { valueFormatter: formatCount },
    data: parts.map((part) => ({ value: part[outcome], rows: rowsOf(part.key, outcome) })),
  })
  return {
    ...base,
    grid: { left: 8, right: 64, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { ...value, minInterval: 1 },
    yAxis: {
      ...category,
      inverse: true,
      data: parts.map(({ name }) => name),
      axisLabel: { ...category.axisLabel, width: 120, overflow: 'truncate' },
    },
    series: [
      bars('approved', colours.pass),
      {
        ...bars('declined', colours.reject),
        label: {
          show: true,
          position: 'right',
          color: colours.text1,
          fontWeight: 600,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            formatPercent(parts[dataIndex]?.rate),
        },
      },
    ],
  }
}
