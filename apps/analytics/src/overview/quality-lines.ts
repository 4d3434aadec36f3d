import { monthOf, day } from '@banyan/domain/calendar'
import { formatPercent } from '@banyan/ui/amounts'
import { chartBase, type ChartColours } from '../charts/chart-colours.ts'
import {
  endLabel,
  lprHeadroom,
  lprMarks,
  monthAxis,
  plainLine,
  pointStyle,
  shareAxis,
} from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface QualityMonth {
  readonly day: string
  readonly nonPerformingRatio: number | null
  readonly overdue30Ratio: number | null
}

export interface QualityLines {
  readonly months: readonly QualityMonth[]
  readonly part: { readonly branchId?: string; readonly product?: string }
  readonly names: { readonly nonPerforming: string; readonly overdue30: string }
  readonly summary: string
}

type State = 'non-performing' | 'overdue-30'

/** The loans of a state on the day of a point. */
export const stateRows = (on: string, state: State, part: QualityLines['part']): RowsChoice => ({
  kind: 'loans',
  on,
  state,
  ...part,
})

/** NPL and overdue ratios at the ends of months, each line labelled at its end. */
export function qualityLines(
  colours: ChartColours,
  { months, part, names, summary }: QualityLines,
) {
  const labels = months.map((month) => monthOf(day(month.day)))
  const last = months.length - 1
  const line = (
    name: string,
    state: State,
    colour: string,
    of: (month: QualityMonth) => number | null,
  ) => ({
    ...plainLine(colour, last),
    name,
    labelLayout: { moveOverlap: 'shiftY' },
    data: months.map((month, index) => ({
      value: of(month),
      itemStyle: pointStyle(index === last),
      rows: stateRows(month.day, state, part),
    })),
    endLabel: endLabel(
      colours,
      colour,
      name,
      formatPercent(last < 0 ? null : of(months[last] as QualityMonth), 2),
    ),
  })
  const [blue = '', orange = ''] = colours.series
  return {
    ...chartBase(colours, summary),
    grid: { left: 8, right: 92, top: lprHeadroom(labels), bottom: 8, containLabel: true },
    tooltip: {
      ...chartBase(colours, summary).tooltip,
      trigger: 'axis',
      valueFormatter: (value: number | null) => formatPercent(value, 2),
    },
    xAxis: monthAxis(colours, labels),
    yAxis: { ...shareAxis(colours), scale: true, min: 0 },
    series: [
      {
        ...line(names.overdue30, 'overdue-30', orange, ({ overdue30Ratio }) => overdue30Ratio),
        markLine: lprMarks(colours, labels),
      },
      line(names.nonPerforming, 'non-performing', blue, (month) => month.nonPerformingRatio),
    ],
  }
}
