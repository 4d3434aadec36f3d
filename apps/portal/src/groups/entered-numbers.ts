import { type Money, tryParseMoney } from '@banyan/domain/money'
import { type Rate, tryParseRate } from '@banyan/domain/rate'

/** A share as typed, `51.5`; null when it is empty or not one. At most 100 %. */
export function enteredPercent(text: string): Rate | null {
  const percent = tryParseRate(text.trim())
  return percent !== null && percent >= 0 && percent <= 100_000_000 ? percent : null
}

/** An amount in 元 as typed; null when it is empty or not one. */
export function enteredYuan(text: string): Money | null {
  return tryParseMoney(text.trim().replaceAll(',', ''))
}

/** An amount in 万元 as typed, to the fen: up to six decimals; null when it is not one or is below zero. */
export function enteredWan(text: string): Money | null {
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text.trim().replaceAll(',', ''))
  if (!match) return null
  const [, whole = '0', decimals = ''] = match
  return tryParseMoney(shifted(whole, decimals.padEnd(6, '0')))
}

/** Ten thousand times as much, as a decimal text. */
function shifted(whole: string, decimals: string): string {
  const yuan = `${whole}${decimals.slice(0, 4)}`.replace(/^0+(?=\d)/, '')
  return `${yuan}.${decimals.slice(4)}`
}
