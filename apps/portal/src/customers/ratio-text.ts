import { formatRate } from '@banyan/ui/amounts'
import type { statementWords } from './statement-words.ts'

type StatementWords = (typeof statementWords)['zh']
export type RatioName = keyof StatementWords['ratioNames']

const timesOf: ReadonlySet<RatioName> = new Set([
  'currentRatio',
  'quickRatio',
  'cashRatio',
  'debtToEquity',
  'interestCover',
  'cashInterestCover',
  'debtServiceCover',
])
const daysOf: ReadonlySet<RatioName> = new Set(['receivableDays', 'inventoryDays', 'payableDays'])

/** A ratio as it is read: so many times, so many days, or a percentage of two decimals. */
export function ratioText(name: RatioName, value: number | null, words: StatementWords): string {
  if (value === null) return '–'
  if (daysOf.has(name)) return words.days(String(value))
  const hundredths = Math.round(value / (timesOf.has(name) ? 1_000_000 : 10_000))
  if (timesOf.has(name)) return words.times((hundredths / 100).toFixed(2))
  return formatRate(hundredths * 10_000)
}
