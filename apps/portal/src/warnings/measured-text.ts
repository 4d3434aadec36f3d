import {
  amountUnitName,
  formatAmount,
  formatCount,
  formatRate,
  type AmountUnit,
} from '@banyan/ui/amounts'
import type { warningWords } from './words.ts'

type Units = (typeof warningWords)['zh']['units']
type Unit = 'days' | 'count' | 'rate' | 'money' | 'flag' | 'rank'

/** A measured value in its own unit: `45 天`, `30.00%`, an amount in the reader's unit: `320.00 万元`. */
export function measuredText(
  value: number,
  unit: Unit,
  { units, amountUnit, locale }: { units: Units; amountUnit: AmountUnit; locale: 'zh' | 'en' },
): string {
  if (unit === 'money') {
    return `${formatAmount(value, amountUnit)} ${amountUnitName(amountUnit, locale)}`
  }
  if (unit === 'rate') return formatRate(Math.round(value / 10_000) * 10_000)
  if (unit === 'flag') return units.flag
  return units[unit](formatCount(value))
}
