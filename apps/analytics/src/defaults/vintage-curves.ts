import { formatPercent } from '@banyan/ui/amounts'
import { defaultDefinition } from '@banyan/domain/officers/performance'
import { chartAxes, chartBase, chartFonts, type ChartColours } from '../charts/chart-colours.ts'
import { shareAxis } from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'
import { type Basis, type Cohort, shareOf } from './cohorts.ts'

export interface VintageCurves {
  readonly cohorts: readonly Cohort[]
  readonly basis: Basis
  readonly highlights: readonly string[]
  readonly rowsOf: (cohort: Cohort, badWithinMonths: number) => RowsChoice
  readonly names: { readonly monthsOnBook: string; readonly definition: string }
  readonly summary: string
}

type Curve = Pick<VintageCurves, 'basis' | 'highlights' | 'rowsOf'>

/** One cohort up to the last month on book that all its loans have reached. */
function curve(colours: ChartColours, cohort: Cohort, { basis, highlights, rowsOf }: Curve) {
  const place = highlights.indexOf(cohort.name)
  const colour = place < 0 ? colours.rest : (colours.series[place % colours.series.length] ?? '')
  const last = cohort.badWithin.findLastIndex((tally) => tally !== null)
  const share = (months: number) => {
    const tally = cohort.badWithin[months]
    return tally ? shareOf(tally, cohort.paidOut, basis) : null
  }
  return {
    type: 'line',
    name: cohort.name,
    z: place < 0 ? 1 : 3,
    lineStyle: { width: place < 0 ? 1.2 : 2, color: colour },
    itemStyle: { color: colour },
    symbol: 'circle',
    symbolSize: 6,
    showAllSymbol: true,
    emphasis: { disabled: true },
    endLabel: {
      show: place >= 0,
      formatter: `{name|${cohort.name}}{share|${formatPercent(share(last))}}`,
      rich: {
        name: { fontFamily: chartFonts, color: colours.text1, fontWeight: 600 },
        share: { fontFamily: chartFonts, color: colours.text2, padding: [0, 0, 0, 6] },
      },
      distance: 6,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    data: Array.from({ length: last + 1 }, (_, months) => ({
      value: [months, share(months)],
      itemStyle: { opacity: place >= 0 && months === last ? 1 : 0 },
      rows: rowsOf(cohort, months),
    })),
  }
}

/** Cumulative default rate by months on book; a few cohorts in colour and labelled, the rest grey. */
export function vintageCurves(
  colours: ChartColours,
  { cohorts, names, summary, ...curves }: VintageCurves,
) {
  const base = chartBase(colours, summary)
  const { value } = chartAxes(colours)
  const drawn = cohorts.filter(({ badWithin }) => badWithin[1])
  const longest = Math.max(
    defaultDefinition.withinMonths,
    ...drawn.map(({ badWithin }) => badWithin.findLastIndex((tally) => tally !== null)),
  )
  const series = drawn.map((cohort) => curve(colours, cohort, curves))
  const mark = {
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.text3, type: 'dotted' },
    label: { formatter: names.definition, color: colours.text2, position: 'end' },
    data: [{ xAxis: defaultDefinition.withinMonths }],
  }
  return {
    ...base,
    grid: { left: 8, right: 108, top: 28, bottom: 24, containLabel: true },
    tooltip: { ...base.tooltip, valueFormatter: (share: number) => formatPercent(share, 2) },
    xAxis: {
      ...value,
      min: 0,
      max: Math.ceil(longest / 3) * 3,
      interval: 3,
      name: names.monthsOnBook,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: colours.text2 },
      splitLine: { show: false },
      axisLine: { show: true, lineStyle: { color: colours.border } },
    },
    yAxis: { ...shareAxis(colours), min: 0 },
    series: series.map((line, index) => (index === 0 ? { ...line, markLine: mark } : line)),
  }
}
