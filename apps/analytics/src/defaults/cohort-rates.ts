import { formatPercent } from '@banyan/ui/amounts'
import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import { shareAxis } from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'
import { type Basis, type Cohort, shareOf } from './cohorts.ts'

export interface CohortRates {
  readonly cohorts: readonly Cohort[]
  readonly basis: Basis
  readonly rowsOf: (cohort: Cohort) => RowsChoice
  readonly names: { readonly rate: string; readonly interval: string }
  readonly summary: string
}

interface Drawing {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
}

/** `'2024Q3'` as `24Q3`, `'2024-07'` as `24.07`. */
const shortCohort = (name: string) => name.slice(2).replace('-', '.')

/** A whisker from low to high with short caps. */
function whisker(stroke: string) {
  return (_params: unknown, api: Drawing) => {
    const [x, low] = api.coord([api.value(0), api.value(1)])
    const [, high] = api.coord([api.value(0), api.value(2)])
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke, lineWidth: 1.4 },
    })
    return {
      type: 'group',
      children: [
        line(x, low, x, high),
        line(x - 4, low, x + 4, low),
        line(x - 4, high, x + 4, high),
      ],
    }
  }
}

/** The 12-month default rate of the mature cohorts, and by count its 95 % interval; immature ones are not drawn. */
export function cohortRates(
  colours: ChartColours,
  { cohorts, basis, rowsOf, names, summary }: CohortRates,
) {
  const base = chartBase(colours, summary)
  const { category } = chartAxes(colours)
  const mature = cohorts.filter(({ isMature }) => isMature)
  const whiskers = mature.map(({ interval }, place) => [place, interval?.low, interval?.high])
  return {
    ...base,
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, valueFormatter: (share: number) => formatPercent(share, 2) },
    xAxis: {
      ...category,
      data: mature.map(({ name }) => name),
      axisLabel: { ...category.axisLabel, formatter: shortCohort },
    },
    yAxis: { ...shareAxis(colours), min: 0 },
    series: [
      ...(basis === 'count'
        ? [
            {
              type: 'custom',
              name: names.interval,
              silent: true,
              clip: false,
              renderItem: whisker(colours.text3),
              data: whiskers,
              encode: { x: 0, y: [1, 2] },
              tooltip: { show: false },
            },
          ]
        : []),
      {
        type: 'scatter',
        name: names.rate,
        symbolSize: 9,
        itemStyle: { color: colours.series[0], borderColor: colours.surface, borderWidth: 1 },
        data: mature.map((cohort) => ({
          value: shareOf(cohort.bad, cohort.paidOut, basis),
          rows: rowsOf(cohort),
        })),
      },
    ],
  }
}
