import { formatPercent } from '@banyan/ui/amounts'
import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import { shareAxis } from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'
import type { Verdict } from './verdict.ts'

export interface PlottedOfficer {
  readonly id: string
  readonly name: string
  readonly n: number
  readonly defaultRate: number
  readonly verdict: Verdict
}

export interface FunnelPlot {
  readonly officers: readonly PlottedOfficer[]
  readonly expected: number
  readonly rowsOf: (officer: PlottedOfficer) => RowsChoice
  readonly names: { readonly sample: string; readonly whole: string }
  readonly summary: string
}

/** The share of so many cases that chance alone exceeds in either direction; `z` 1.96 for 95 %, 3.09 for 99.8 %. */
export function controlLimit(
  expected: number,
  n: number,
  z: number,
): { low: number; high: number } {
  const spread = z * Math.sqrt((expected * (1 - expected)) / n)
  return { low: Math.max(0, expected - spread), high: Math.min(1, expected + spread) }
}

/** Default rate by sample: what chance allows narrows as the sample grows. */
export function funnelPlot(
  colours: ChartColours,
  { officers, expected, rowsOf, names, summary }: FunnelPlot,
) {
  const base = chartBase(colours, summary)
  const { value } = chartAxes(colours)
  const most = Math.max(60, ...officers.map(({ n }) => n)) * 1.08
  const samples = Array.from({ length: 60 }, (_, at) => 10 + ((most - 10) * at) / 59)
  const limit = (z: number, end: 'low' | 'high', type: 'dashed' | 'dotted') => ({
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.text3, width: 1, type },
    data: samples.map((n) => [n, controlLimit(expected, n, z)[end]]),
    tooltip: { show: false },
  })
  const shapes = {
    higher: { symbol: 'diamond', symbolSize: 12, fill: colours.late },
    lower: { symbol: 'circle', symbolSize: 9, fill: colours.series[0] },
    same: { symbol: 'circle', symbolSize: 9, fill: colours.surface },
    few: { symbol: 'circle', symbolSize: 9, fill: colours.surface },
  } as const
  const top = Math.max(expected * 2, ...officers.map(({ defaultRate }) => defaultRate)) * 1.25
  return {
    ...base,
    grid: { left: 8, right: 76, top: 16, bottom: 28, containLabel: true },
    xAxis: {
      ...value,
      min: 0,
      max: Math.ceil(most / 50) * 50,
      name: names.sample,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colours.text2 },
      splitLine: { show: false },
    },
    yAxis: { ...shareAxis(colours), min: 0, max: Math.max(0.01, Math.ceil(top * 100) / 100) },
    series: [
      limit(1.96, 'high', 'dashed'),
      limit(1.96, 'low', 'dashed'),
      limit(3.09, 'high', 'dotted'),
      limit(3.09, 'low', 'dotted'),
      {
        type: 'scatter',
        data: officers.map((officer) => ({
          name: officer.name,
          value: [officer.n, officer.defaultRate],
          symbol: shapes[officer.verdict].symbol,
          symbolSize: shapes[officer.verdict].symbolSize,
          itemStyle: {
            color: shapes[officer.verdict].fill,
            borderColor: officer.verdict === 'higher' ? colours.late : colours.series[0],
            borderWidth: 1.5,
          },
          label: {
            show: officer.verdict === 'higher' || officer.verdict === 'lower',
            position: 'right',
            color: colours.text1,
            formatter: `${officer.name} ${formatPercent(officer.defaultRate)}`,
          },
          rows: rowsOf(officer),
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colours.text1, type: 'solid', width: 1 },
          label: {
            color: colours.text1,
            formatter: `${names.whole} ${formatPercent(expected)}`,
            position: 'end',
          },
          data: [{ yAxis: expected }],
        },
      },
    ],
  }
}
