import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import { endLabel, monthAxis, plainLine, pointStyle } from '../charts/month-axis.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface CycleMonth {
  readonly key: string
  readonly medianDays: number | null
  readonly p90Days: number | null
}

export interface CycleLines {
  readonly months: readonly CycleMonth[]
  readonly names: { readonly median: string; readonly p90: string; readonly days: string }
  readonly rowsOf: (month: string) => RowsChoice
  readonly summary: string
}

const tenth = (days: number | null | undefined) => days?.toFixed(1) ?? '–'

/** Calendar days from submission to decision: the median, and what nine in ten do not exceed. */
export function cycleLines(colours: ChartColours, { months, names, rowsOf, summary }: CycleLines) {
  const base = chartBase(colours, summary)
  const lastKnown = months.findLastIndex(({ medianDays }) => medianDays !== null)
  const line = (name: string, colour: string, of: (month: CycleMonth) => number | null) => {
    const last = months[lastKnown]
    return {
      ...plainLine(colour, lastKnown),
      name,
      labelLayout: { moveOverlap: 'shiftY' },
      data: months.map((month, index) => ({
        value: of(month),
        itemStyle: pointStyle(index === lastKnown),
        rows: rowsOf(month.key),
      })),
      endLabel: endLabel(colours, colour, name, `${tenth(last && of(last))} ${names.days}`),
    }
  }
  return {
    ...base,
    grid: { left: 8, right: 92, top: 16, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, trigger: 'axis', valueFormatter: tenth },
    xAxis: monthAxis(
      colours,
      months.map(({ key }) => key),
    ),
    yAxis: { ...chartAxes(colours).value, min: 0 },
    series: [
      line(names.p90, colours.series[1] ?? '', ({ p90Days }) => p90Days),
      line(names.median, colours.series[0] ?? '', ({ medianDays }) => medianDays),
    ],
  }
}
