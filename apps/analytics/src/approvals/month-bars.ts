import { formatCount, formatPercent } from '@banyan/ui/amounts'
import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import { lprHeadroom, lprMarks, monthAxis, shareAxis } from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface ApprovalMonth {
  readonly key: string
  readonly approved: number
  readonly declined: number
  readonly rate: number | null
}

export interface MonthBars {
  readonly months: readonly ApprovalMonth[]
  readonly names: { readonly approved: string; readonly declined: string; readonly rate: string }
  readonly rowsOf: (month: string, outcome?: 'approved' | 'declined') => RowsChoice
  readonly summary: string
}

/** Decisions of each month, approved below declined, and the approval rate as a line on its own axis. */
export function monthBars(colours: ChartColours, { months, names, rowsOf, summary }: MonthBars) {
  const labels = months.map(({ key }) => key)
  const base = chartBase(colours, summary)
  const bars = (outcome: 'approved' | 'declined', colour: string) => ({
    type: 'bar',
    stack: 'decisions',
    name: names[outcome],
    barMaxWidth: 28,
    itemStyle: { color: colour },
    tooltip: { valueFormatter: formatCount },
    data: months.map((month) => ({ value: month[outcome], rows: rowsOf(month.key, outcome) })),
  })
  const { value } = chartAxes(colours)
  return {
    ...base,
    grid: { left: 8, right: 8, top: lprHeadroom(labels), bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, trigger: 'axis' },
    xAxis: monthAxis(colours, labels),
    yAxis: [
      { ...value, minInterval: 1 },
      { ...shareAxis(colours), min: 0, max: 1, splitLine: { show: false } },
    ],
    series: [
      { ...bars('approved', colours.pass), markLine: lprMarks(colours, labels) },
      bars('declined', colours.reject),
      {
        type: 'line',
        name: names.rate,
        yAxisIndex: 1,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 2, color: colours.series[0] },
        itemStyle: { color: colours.series[0] },
        tooltip: { valueFormatter: (rate: number | null) => formatPercent(rate) },
        data: months.map(({ key, rate }) => ({ value: rate, rows: rowsOf(key) })),
      },
    ],
  }
}
