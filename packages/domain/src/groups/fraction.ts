import { divideRounded } from '../money.ts'
import { type Rate, rate } from '../rate.ts'

/** An exact part of a whole: top ÷ bottom, the bottom positive. */
export interface Fraction {
  readonly top: bigint
  readonly bottom: bigint
}

/** One hundred percent in a `Rate`'s millionths of a percent. */
const whole = 100_000_000n
/** 1000 %, the highest `Rate`. */
const highest = 1_000_000_000n

export const nothing: Fraction = { top: 0n, bottom: 1n }
export const everything: Fraction = { top: 1n, bottom: 1n }

/** Shares along a path multiply; a whole one changes nothing. `share` is a `Rate`. */
export function portion(of: Fraction, share: number): Fraction {
  if (share === 100_000_000) return of
  return { top: of.top * BigInt(share), bottom: of.bottom * whole }
}

/** The exact sum. Bottoms are mostly powers of one number, so the larger is tried before a common one. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.top === 0n) return b
  if (b.top === 0n) return a
  if (a.bottom === b.bottom) return { top: a.top + b.top, bottom: a.bottom }
  const bottom = commonBottom(a.bottom, b.bottom)
  return { top: a.top * (bottom / a.bottom) + b.top * (bottom / b.bottom), bottom }
}

export function commonBottom(a: bigint, b: bigint): bigint {
  if (a >= b && a % b === 0n) return a
  if (b % a === 0n) return b
  return (a / greatestDivisor(a, b)) * b
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = a < 0n ? [-a, b] : [a, b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** Whether a share reaches a threshold, without rounding: exactly 25 % is at least 25 %. */
export function isAtLeast(share: Fraction, threshold: Rate): boolean {
  return share.top * whole >= BigInt(threshold) * share.bottom
}

/** Rounded half up to the millionth of a percent; null above 1000 %, which only faulty shares reach. */
export function toRate({ top, bottom }: Fraction): Rate | null {
  const millionths = divideRounded(top * whole, bottom, 'half-up')
  return millionths > highest ? null : rate(Number(millionths))
}
