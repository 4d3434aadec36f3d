import type { Day } from '../calendar.ts'
import type { Money } from '../money.ts'
import type { Rate } from '../rate.ts'

export const lineKinds = [
  'interest-of-days',
  'interest-sum',
  'interest-later',
  'interest-capitalised',
  'interest-waived',
  'instalment-worked-out',
  'instalment-in-force',
  'instalment-stepped',
  'instalment-less-interest',
  'share-worked-out',
  'share-in-force',
  'principal-agreed',
  'principal-bounded',
  'principal-none',
  'rest-of-loan',
  'balance',
  'total',
  'fee',
] as const
export type LineKind = (typeof lineKinds)[number]

export const operandNames = [
  'balance',
  'annual-rate',
  'from',
  'to',
  'days',
  'part-of-year',
  'earned',
  'correction',
  'waiting',
  'capitalised',
  'moved',
  'drawn-on-the-day',
  'principal',
  'interest',
  'fee',
  'instalment',
  'first-instalment',
  'since-row',
  'periods',
  'residual',
  'multiple',
  'steps',
  'step-percent',
  'step-amount',
] as const
export type OperandName = (typeof operandNames)[number]

/** A number that an explanation takes in, with the unit it is to be shown in. */
export type Operand =
  | { name: OperandName; unit: 'money'; value: Money }
  | { name: OperandName; unit: 'rate'; value: Rate }
  | { name: OperandName; unit: 'percent'; value: number }
  | { name: OperandName; unit: 'day'; value: Day }
  | { name: OperandName; unit: 'count'; value: number }
  | { name: OperandName; unit: 'fraction'; value: [number, number] }

/** One step of arithmetic; `unrounded` is the exact amount in yuan to six decimals, cut off. */
export interface ExplainedLine {
  kind: LineKind
  operands: Operand[]
  unrounded: string | null
  result: Money
}

const micro = 1_000_000n

/** A fraction of fen as yuan with six decimals, cut off and not rounded. */
export function unroundedYuan(numerator: bigint, denominator: bigint): string {
  const isNegative = numerator < 0n
  const size = (isNegative ? -numerator : numerator) * micro
  const parts = size / (denominator * 100n)
  const decimals = String(parts % micro).padStart(6, '0')
  return `${isNegative ? '-' : ''}${parts / micro}.${decimals}`
}
