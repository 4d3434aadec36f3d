import { isDay } from '@banyan/domain/calendar'
import { tryParseRate } from '@banyan/domain/rate'
import type { Inputs } from '../api.ts'
import { typedAmount } from './amount-text.ts'

export type Change = Inputs['loans']['whatIf']['change']

/** What may be tried on a loan, in the order offered. */
export const changeKinds = [
  'prepay-same-term',
  'prepay-same-instalment',
  'repayment',
  'extension',
  'rate-reset',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** A change as it is typed, and as it stands in the address. */
export interface ChangeForm {
  readonly kind: ChangeKind
  readonly amount: string
  readonly day: string
  readonly rate: string
}

export const asksFor = (kind: ChangeKind) => ({
  amount: kind.startsWith('prepay') || kind === 'repayment',
  day: kind === 'extension' || kind === 'rate-reset',
  rate: kind === 'rate-reset',
})

/** The change a form comes to, or null while something is missing or cannot be read. */
export function changeOf({ kind, amount, day, rate }: ChangeForm): Change | null {
  const money = typedAmount(amount)
  const annualRate = tryParseRate(rate.trim())
  if (asksFor(kind).amount) {
    if (money === null) return null
    if (kind === 'repayment') return { kind, amount: money }
    const mode = kind === 'prepay-same-term' ? 'same-term' : 'same-instalment'
    return { kind: 'prepayment', mode, amount: money }
  }
  if (!isDay(day)) return null
  if (kind === 'extension') return { kind, maturesOn: day }
  return annualRate === null ? null : { kind: 'rate-reset', from: day, annualRate }
}
