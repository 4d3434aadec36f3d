import { divideRounded, type Money, money } from '../money.ts'
import type { Rate } from '../rate.ts'

/** An exact amount in fen: top ÷ bottom, the bottom positive. */
export interface Exact {
  readonly top: bigint
  readonly bottom: bigint
}

/** One hundred percent in a `Rate`. */
export const whole = 100_000_000n

export const none: Exact = { top: 0n, bottom: 1n }
export const exactly = (amount: Money): Exact => ({ top: BigInt(amount), bottom: 1n })

export function times(a: Exact, share: Rate): Exact {
  return { top: a.top * BigInt(share), bottom: a.bottom * whole }
}

export function plus(a: Exact, b: Exact): Exact {
  if (a.bottom === b.bottom) return { top: a.top + b.top, bottom: a.bottom }
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
}

/** The one rounding, half-up to the fen. */
export function toMoney({ top, bottom }: Exact): Money {
  return money(Number(divideRounded(top, bottom, 'half-up')))
}
