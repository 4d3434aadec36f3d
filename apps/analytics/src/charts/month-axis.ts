import { monthOf } from '@banyan/domain/calendar'
import { formatRate } from '@banyan/domain/rate'
import { oneYearChanges } from '@banyan/domain/rates/lpr'
import { chartAxes, chartFonts, type ChartColours } from './chart-colours.ts'

/** `'2026-05'` as `26.05`. */
const shortMonth = (month: string) => month.slice(2).replace('-', '.')

/** Months from one to another, both inclusive: `'2026-05'`. */
export function monthsBetween(first: string, last: string): string[] {
  const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  const [from, to] = [numberOf(first), numberOf(last)]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const months = from + index
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
  })
}

export function monthAxis(colours: ChartColours, months: readonly string[]) {
  const { category } = chartAxes(colours)
  return {
    ...category,
    data: [...months],
    axisLabel: { ...category.axisLabel, formatter: shortMonth },
  }
}

export function shareAxis(colours: ChartColours) {
  const { value } = chartAxes(colours)
  const formatter = (share: number) => `${Number((share * 100).toFixed(2))}%`
  return { ...value, axisLabel: { ...value.axisLabel, formatter } }
}

/** The changes of the one-year rate within these months; one close behind another is written a step higher. */
function lprChanges(months: readonly string[]) {
  const nearest = Math.ceil(months.length / 8)
  const changes = oneYearChanges
    .map(({ on, after }) => ({ month: monthOf(on), rate: formatRate(after) }))
    .filter(({ month }) => months.includes(month))
  return changes.map((change, index) => {
    const before = changes[index - 1]
    const gap = before ? months.indexOf(change.month) - months.indexOf(before.month) : Infinity
    return { ...change, isRaised: gap < nearest }
  })
}

/** Room above a chart for the labels of `lprMarks`. */
export function lprHeadroom(months: readonly string[]): number {
  const changes = lprChanges(months)
  if (changes.length === 0) return 12
  return changes.some(({ isRaised }) => isRaised) ? 62 : 36
}

/** Dotted lines where the one-year loan prime rate changed within these months. */
export function lprMarks(colours: ChartColours, months: readonly string[]) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: colours.text3, type: 'dotted', width: 1 },
    label: { color: colours.text2, fontSize: 12, lineHeight: 14, position: 'end' },
    data: lprChanges(months).map(({ month, rate, isRaised }) => ({
      xAxis: month,
      label: { formatter: `LPR\n${rate}%`, distance: isRaised ? 30 : 2 },
    })),
  }
}

/** A direct label of two lines at the end of a line: its name, and its last value in bold. */
export function endLabel(colours: ChartColours, colour: string, name: string, value: string) {
  return {
    show: true,
    distance: 8,
    padding: [4, 0],
    formatter: `{name|${name}}\n{value|${value}}`,
    rich: {
      name: { fontFamily: chartFonts, color: colours.text2, fontSize: 12, lineHeight: 16 },
      value: {
        fontFamily: chartFonts,
        color: colour,
        fontSize: 13,
        fontWeight: 600,
        lineHeight: 22,
      },
    },
  }
}

/** A line of 2 px whose points can be clicked though only the last is drawn. */
export function plainLine(colour: string, lastIndex: number) {
  return {
    type: 'line',
    lineStyle: { width: 2, color: colour },
    itemStyle: { color: colour },
    symbol: 'circle',
    symbolSize: (_value: unknown, { dataIndex }: { dataIndex: number }) =>
      dataIndex === lastIndex ? 7 : 8,
    showAllSymbol: true,
    connectNulls: false,
    emphasis: { disabled: true },
  } as const
}

/** The look of one point: hidden, but there to be clicked, unless it is the last. */
export const pointStyle = (isLast: boolean) => ({ opacity: isLast ? 1 : 0 })
