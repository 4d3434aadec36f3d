import { isDay } from '@banyan/domain/calendar'
import type { AgreedInstalment } from '@banyan/domain/loans/repayment-terms'
import { type Money, money } from '@banyan/domain/money'
import { typedAmount } from './amount-text.ts'

/** A row as it is typed: its day, its principal in yuan, and whether its interest waits for a later row. */
export interface TypedRow {
  dueOn: string
  principal: string
  waits: boolean
}

export const blankRow: TypedRow = { dueOn: '', principal: '', waits: false }

/** The rows that were typed, or null while one cannot be read; an empty principal is none. */
export function agreedRows(rows: readonly TypedRow[]): AgreedInstalment[] | null {
  const read = rows.map(({ dueOn, principal, waits }): AgreedInstalment | null => {
    const amount = principal.trim() === '' ? money(0) : typedAmount(principal)
    if (!isDay(dueOn) || amount === null || amount < 0) return null
    return { dueOn, principal: amount, interest: waits ? 'later' : 'due' }
  })
  return read.includes(null) ? null : read.flatMap((row) => row ?? [])
}

/** What of the amount no row repays yet; below zero where they repay too much. */
export function leftOver(rows: readonly TypedRow[], amount: Money): Money {
  const repaid = rows.reduce((sum, { principal }) => sum + (typedAmount(principal) ?? 0), 0)
  return money(amount - repaid)
}
