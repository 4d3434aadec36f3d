import { formatPercent } from '@banyan/ui/amounts'
import { classColours, type LoanClass } from '@banyan/ui/loan-class'
import { chartBase, type ChartColours } from '../charts/chart-colours.ts'
import type { RowsChoice } from '../rows/rows-choice.ts'

export interface TierShare {
  readonly tier: LoanClass
  readonly loans: number
  readonly balance: number
}

export interface TierBar {
  readonly tiers: readonly TierShare[]
  readonly names: Readonly<Record<LoanClass, string>>
  readonly rowsOf: (tier: LoanClass) => RowsChoice
  readonly summary: string
}

const darkInk: readonly LoanClass[] = ['normal', 'special-mention', 'substandard']

/** One bar of the whole balance, its five tiers side by side; narrow parts are told below it. */
export function tierBar(colours: ChartColours, { tiers, names, rowsOf, summary }: TierBar) {
  const whole = tiers.reduce((sum, { balance }) => sum + balance, 0)
  return {
    ...chartBase(colours, summary),
    grid: { left: 0, right: 0, top: 4, bottom: 4 },
    tooltip: {
      ...chartBase(colours, summary).tooltip,
      valueFormatter: (share: number) => formatPercent(share, 2),
    },
    xAxis: { type: 'value', max: 1, show: false },
    yAxis: { type: 'category', data: [''], show: false },
    series: tiers.map(({ tier, balance }) => {
      const share = whole === 0 ? 0 : balance / whole
      return {
        type: 'bar',
        stack: 'tiers',
        name: names[tier],
        barWidth: '100%',
        itemStyle: {
          color: classColours[tier],
          borderColor: tier === 'loss' ? colours.text3 : colours.surface,
          borderWidth: 1,
        },
        label: {
          show: share > 0.15,
          color: darkInk.includes(tier) ? '#16202C' : '#FFFFFF',
          fontSize: 12,
          formatter: `${names[tier]} ${formatPercent(share, 2)}`,
        },
        data: [{ value: share, rows: rowsOf(tier) }],
      }
    }),
  }
}
