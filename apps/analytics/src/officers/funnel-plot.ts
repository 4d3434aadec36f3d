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

function limitLine(
  colours: ChartColours,
  points: readonly (readonly [number, number])[],
  type: 'dashed' | 'dotted',
) {
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.text3, width: 1, type },
    data: points,
    tooltip: { show: false },
  }
}

/** A diamond in amber is above what was expected, a full disc below, an open one neither. */
function officerPoint(colours: ChartColours, officer: PlottedOfficer, rows: RowsChoice) {
  const isAbove = officer.verdict === 'higher'
  const isBelow = officer.verdict === 'lower'
  const ink = isAbove ? colours.late : colours.series[0]
  return {
    name: officer.name,
    value: [officer.n, officer.defaultRate],
    symbol: isAbove ? 'diamond' : 'circle',
    symbolSize: isAbove ? 12 : 9,
    itemStyle: {
      color: isAbove || isBelow ? ink : colours.surface,
      borderColor: ink,
      borderWidth: 1.5,
    },
    label: {
      show: isAbove || isBelow,
      position: 'right',
      color: colours.text1,
      formatter: `${officer.name} ${formatPercent(officer.defaultRate)}`,
    },
    rows,
  }
}

function wholeLine(colours: ChartColours, name: string, expected: number) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.text1, type: 'solid', width: 1 },
    label: {
      color: colours.text1,
      formatter: `${name} ${formatPercent(expected)}`,
      position: 'end',
    },
    // A mark is otherwise rounded to two decimals: to whole per cents.
    precision: 6,
    data: [{ yAxis: expected }],
  }
}

/** Default rate by sample: what chance allows narrows as the sample grows. */
export function funnelPlot(
  colours: ChartColours,
  { officers, expected, rowsOf, names, summary }: FunnelPlot,
) {
  const { value } = chartAxes(colours)
  const most = Math.ceil((Math.max(60, ...officers.map(({ n }) => n)) * 1.08) / 50) * 50
  const samples = Array.from({ length: 60 }, (_, at) => 10 + ((most - 10) * at) / 59)
  const limit = (z: number, end: 'low' | 'high') =>
    samples.map((n) => [n, controlLimit(expected, n, z)[end]] as const)
  const top = Math.max(expected * 2, ...officers.map(({ defaultRate }) => defaultRate)) * 1.25
  return {
    ...chartBase(colours, summary),
    grid: { left: 8, right: 76, top: 16, bottom: 28, containLabel: true },
    xAxis: {
      ...value,
      min: 0,
      max: most,
      name: names.sample,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colours.text2 },
      splitLine: { show: false },
    },
    yAxis: { ...shareAxis(colours), min: 0, max: Math.max(0.01, Math.ceil(top * 100) / 100) },
    series: [
      limitLine(colours, limit(1.96, 'high'), 'dashed'),
      limitLine(colours, limit(1.96, 'low'), 'dashed'),
      limitLine(colours, limit(3.09, 'high'), 'dotted'),
      limitLine(colours, limit(3.09, 'low'), 'dotted'),
      {
        type: 'scatter',
        data: officers.map((officer) => officerPoint(colours, officer, rowsOf(officer))),
        markLine: wholeLine(colours, names.whole, expected),
      },
    ],
  }
}
