import { z } from 'zod'

declare const moneyBrand: unique symbol

/** Whole fen (a hundredth of a yuan) in a safe integer; negative where a difference is meant. */
export type Money = number & { readonly [moneyBrand]: true }

/** A whole amount in fen as it travels in requests. */
export const Money = z.custom<Money>((value) => Number.isSafeInteger(value), 'not-money')

/** As `Money`, above zero. */
export const PositiveMoney = Money.refine((amount) => amount > 0, 'not-above-zero')

export const roundings = ['half-up', 'half-even'] as const
export type Rounding = (typeof roundings)[number]

/** Money from whole fen. RangeError when `fen` is not a safe integer. */
export function money(fen: number): Money {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not a whole amount of fen: ${fen}`)
  return (fen === 0 ? 0 : fen) as Money
}

export const zero: Money = money(0)

const decimalText = /^(-?)(\d{1,14})(?:\.(\d{1,2}))?$/

/** Money from plain decimal yuan such as `'1234.50'`, or null: no separators, at most two decimals. */
export function tryParseMoney(text: string): Money | null {
  const match = decimalText.exec(text)
  if (!match) return null
  const [, sign, yuan, fen = ''] = match
  const amount = Number(yuan) * 100 + Number(fen.padEnd(2, '0'))
  return Number.isSafeInteger(amount) ? money(sign === '-' ? -amount : amount) : null
}

/** As `tryParseMoney`, but RangeError where that gives null. */
export function parseMoney(text: string): Money {
  const amount = tryParseMoney(text)
  if (amount === null) throw new RangeError(`not an amount of money: ${text}`)
  return amount
}

/** Plain decimal yuan with two decimals: `'1234.50'`, `'-0.05'`. */
export function formatMoney(amount: Money): string {
  const fen = Math.abs(amount)
  const yuan = Math.floor(fen / 100)
  return `${amount < 0 ? '-' : ''}${yuan}.${String(fen % 100).padStart(2, '0')}`
}

/** As `formatMoney`, thousands apart as letters of banks have them: `'1,234.50'`. */
export const formatMoneyGrouped = (amount: Money): string =>
  formatMoney(amount).replaceAll(/\B(?=(\d{3})+\.)/g, ',')

/** RangeError when the sum leaves the safe integers. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0
  for (const amount of amounts) sum = money(sum + amount)
  return money(sum)
}

/** numerator ÷ denominator (positive) as a whole number; halves go away from zero or to the even neighbour. */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new RangeError('a denominator must be positive')
  if (numerator < 0n) return -divideRounded(-numerator, denominator, rounding)
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  if (twice < denominator) return quotient
  if (twice > denominator) return quotient + 1n
  return rounding === 'half-up' || quotient % 2n === 1n ? quotient + 1n : quotient
}

/** One hundred percent in a `Rate`'s unit, millionths of a percent. */
const wholeRate = 100_000_000n

/**
 * principal × rate × numerator ÷ denominator, exact until the one rounding to the fen.
 * `rate` is in millionths of a percent; the fraction is the part of a year, such as 30 / 360.
 */
export function multiplyByRate(
  principal: Money,
  rate: number,
  {
    numerator,
    denominator,
    rounding,
  }: { numerator: number; denominator: number; rounding: Rounding },
): Money {
  const product = BigInt(principal) * BigInt(rate) * BigInt(numerator)
  return money(Number(divideRounded(product, wholeRate * BigInt(denominator), rounding)))
}

/** n parts that add up to `amount` exactly and differ by at most one fen, the larger ones first. */
export function splitMoney(amount: Money, n: number): Money[] {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`cannot split into ${n} parts`)
  const share = Math.trunc(amount / n)
  const left = amount - share * n
  return Array.from({ length: n }, (_, index) =>
    money(share + (index < Math.abs(left) ? Math.sign(left) : 0)),
  )
}

/** Decimal yuan in a file or on standard input. */
export const MoneyText = z.string().transform((text, context) => {
  const amount = tryParseMoney(text)
  if (amount !== null) return amount
  context.addIssue({ code: 'custom', message: 'not-money' })
  return z.NEVER
})
