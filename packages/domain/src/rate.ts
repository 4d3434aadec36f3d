import { z } from 'zod'
import { divideRounded, type Money } from './money.ts'

declare const rateBrand: unique symbol

/** Whole millionths of a percent a year: 4.35 % is 4_350_000. */
export type Rate = number & { readonly [rateBrand]: true }

const onePercent = 1_000_000
/** 1000 % a year; above it a rate is a slip of the pen. */
const highest = 1000 * onePercent

/** A rate from whole millionths of a percent, 0 to 1000 %. RangeError outside. */
export function rate(millionths: number): Rate {
  if (!Number.isSafeInteger(millionths) || millionths < 0 || millionths > highest) {
    throw new RangeError(`not a rate in millionths of a percent: ${millionths}`)
  }
  return millionths as Rate
}

/** A rate in millionths of a percent as it travels in requests. */
export const Rate = z.custom<Rate>(
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= highest,
  'not-a-rate',
)

const percentText = /^(\d{1,4})(?:\.(\d{1,6}))?$/

/** A rate from percent such as `'4.35'`, with at most six decimals; null for anything else. */
export function tryParseRate(text: string): Rate | null {
  const match = percentText.exec(text)
  if (!match) return null
  const [, whole, decimals = ''] = match
  const millionths = Number(whole) * onePercent + Number(decimals.padEnd(6, '0'))
  return millionths <= highest ? rate(millionths) : null
}

/** As `tryParseRate`, but RangeError where that gives null. */
export function parseRate(text: string): Rate {
  const parsed = tryParseRate(text)
  if (parsed === null) throw new RangeError(`not a rate in percent: ${text}`)
  return parsed
}

/** Percent without needless zeros, at least two decimals: `'4.35'`, `'4.90'`, `'9.4822'`. */
export function formatRate(value: Rate): string {
  const decimals = String(value % onePercent).padStart(6, '0')
  return `${Math.floor(value / onePercent)}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, '')}`
}

/** Decimal percent in a file or on standard input. */
export const RateText = z.string().transform((text, context) => {
  const parsed = tryParseRate(text)
  if (parsed !== null) return parsed
  context.addIssue({ code: 'custom', message: 'not-a-rate' })
  return z.NEVER
})

/** amount ÷ whole as a `Rate`, half-up; null where the whole is not above zero or the share above 1000 %. */
export function shareOf(amount: Money, whole: Money | null): Rate | null {
  if (whole === null || whole <= 0 || amount < 0) return null
  const share = divideRounded(BigInt(amount) * BigInt(100 * onePercent), BigInt(whole), 'half-up')
  return share > BigInt(highest) ? null : rate(Number(share))
}
