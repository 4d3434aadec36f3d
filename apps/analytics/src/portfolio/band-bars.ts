import type { OverdueBand } from '@banyan/domain/classification/overdue-bands'
import { formatAmount, formatCount, type AmountUnit } from '@banyan/ui/amounts'
import { chartAxes, chartBase, type ChartColours } from '../charts/chart-colours.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface Band {
  readonly band: OverdueBand
  readonly loans: number
  readonly balance: number
}

export interface BandBars {
  readonly bands: readonly Band[]
  readonly unit: AmountUnit
  readonly rowsOf: (band: OverdueBand) => RowsChoice
  readonly names: { readonly balance: string; readonly loans: (count: string) => string }
  readonly summary: string
}

/** Balance past due by days, the longest at the bottom; the number of loans is written at the end of each bar. */
export function bandBars(colours: ChartColours, { bands, unit, rowsOf, names, summary }: BandBars) {
  const base = chartBase(colours, summary)
  const { category, value } = chartAxes(colours)
  return {
    ...base,
    grid: { left: 8, right: 132, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, valueFormatter: (fen: number) => formatAmount(fen, unit) },
    xAxis: {
      ...value,
      axisLabel: {
        ...value.axisLabel,
        formatter: (fen: number) => (fen === 0 ? '0' : formatAmount(fen, unit, 0)),
      },
    },
    yAxis: { ...category, inverse: true, data: bands.map(({ band }) => band) },
    series: [
      {
        type: 'bar',
        name: names.balance,
        barMaxWidth: 18,
        data: bands.map(({ band, balance }, place) => ({
          value: balance,
          itemStyle: {
            color: colours.heat[place] ?? colours.accent,
            borderColor: colours.text3,
            borderWidth: 0.5,
          },
          rows: rowsOf(band),
        })),
        label: {
          show: true,
          position: 'right',
          color: colours.text1,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const row = bands[dataIndex]
            return row
              ? `${formatAmount(row.balance, unit, 0)} · ${names.loans(formatCount(row.loans))}`
              : ''
          },
        },
      },
    ],
  }
}
