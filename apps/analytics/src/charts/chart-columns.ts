import { money, formatMoney } from '@banyan/domain/money'
import {
  amountUnitName,
  formatAmount,
  formatCount,
  formatPercent,
  type AmountUnit,
} from '@banyan/ui/amounts'
import type { Locale } from '@banyan/ui/locale'
import type { ChartColumn } from './chart-table.ts'

const ofNumber = (show: (value: number) => string) => (cell: string | number | null) =>
  typeof cell === 'number' ? show(cell) : String(cell)

export const textColumn = (label: string): ChartColumn => ({ label })

export const countColumn = (label: string): ChartColumn => ({
  label,
  align: 'end',
  show: ofNumber(formatCount),
})

/** A share of one: `1.48%` on the screen, 0.0148 in the file. */
export const shareColumn = (label: string, digits = 2): ChartColumn => ({
  label,
  align: 'end',
  show: ofNumber((value) => formatPercent(value, digits)),
})

export const daysColumn = (label: string): ChartColumn => ({
  label,
  align: 'end',
  show: ofNumber((value) => value.toFixed(1)),
})

/** Fen: in the reader's unit on the screen, in yuan with two decimals in the file. */
export const amountColumn = (label: string, unit: AmountUnit, locale: Locale): ChartColumn => ({
  label: headed(label, amountUnitName(unit, locale), locale),
  align: 'end',
  show: ofNumber((value) => formatAmount(value, unit)),
  plain: (cell) => (typeof cell === 'number' ? formatMoney(money(cell)) : cell),
  plainLabel: headed(label, amountUnitName('yuan', locale), locale),
})

const headed = (label: string, unit: string, locale: Locale) =>
  locale === 'zh' ? `${label}（${unit}）` : `${label} (${unit})`
