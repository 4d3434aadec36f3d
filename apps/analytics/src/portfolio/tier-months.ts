import { monthOf, day } from '@banyan/domain/calendar'
import { formatPercent } from '@banyan/ui/amounts'
import { classColours, type LoanClass } from '@banyan/ui/loan-class'
import { chartBase, type ChartColours } from '../charts/chart-colours.ts'
import { lprHeadroom, lprMarks, monthAxis, shareAxis } from '../charts/month-axis.ts'
import type { TierShare } from '../overview/tier-bar.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface TierMonth {
  readonly day: string
  readonly balance: number
  readonly tiers: readonly TierShare[]
}

export interface TierMonths {
  readonly months: readonly TierMonth[]
  readonly names: Readonly<Record<LoanClass, string>>
  readonly rowsOf: (day: string, tier: LoanClass) => RowsChoice
  readonly summary: string
}

/** The tiers below normal: what an eye on quality watches. */
export const watchedTiers = ['special-mention', 'substandard', 'doubtful', 'loss'] as const

export function shareOfTier({ balance, tiers }: TierMonth, tier: LoanClass): number | null {
  return balance === 0 ? null : (tiers.find((row) => row.tier === tier)?.balance ?? 0) / balance
}

/** Shares of the balance in the four tiers below normal at the ends of months, the worst on top. */
export function tierMonths(colours: ChartColours, { months, names, rowsOf, summary }: TierMonths) {
  const base = chartBase(colours, summary)
  const labels = months.map((month) => monthOf(day(month.day)))
  const series = watchedTiers.map((tier) => ({
    type: 'bar',
    stack: 'tiers',
    name: names[tier],
    barCategoryGap: '25%',
    itemStyle: {
      color: classColours[tier],
      borderColor: tier === 'loss' ? colours.text3 : colours.surface,
      borderWidth: 0.5,
    },
    data: months.map((month) => ({
      value: shareOfTier(month, tier),
      rows: rowsOf(month.day, tier),
    })),
  }))
  return {
    ...base,
    grid: { left: 8, right: 8, top: lprHeadroom(labels), bottom: 8, containLabel: true },
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (share: number | null) => formatPercent(share, 2),
    },
    xAxis: monthAxis(colours, labels),
    yAxis: { ...shareAxis(colours), min: 0 },
    series: series.map((bar, index) =>
      index === 0 ? { ...bar, markLine: lprMarks(colours, labels) } : bar,
    ),
  }
}
