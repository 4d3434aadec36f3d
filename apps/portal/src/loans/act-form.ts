import { isDay } from '@banyan/domain/calendar'
import { tryParseMoney } from '@banyan/domain/money'
import { tryParseRate } from '@banyan/domain/rate'
import type { Inputs } from '../api.ts'

export type ActAsk = Inputs['loanActs']['preview']['ask']

/** The acts that are asked for in a form; a reversal is asked for at the event itself. */
export const actKinds = [
  'extension',
  'rate-reset',
  'waiver',
  'refund',
  'backdated',
  'misuse',
  'write-off',
] as const
export type ActKind = (typeof actKinds)[number]

export const waivedParts = ['penalty', 'compound', 'interest', 'fee'] as const

export interface ActForm {
  kind: ActKind
  day: string
  rate: string
  amount: string
  part: (typeof waivedParts)[number]
}

export const emptyAct: ActForm = {
  kind: 'extension',
  day: '',
  rate: '',
  amount: '',
  part: 'penalty',
}

export const fieldsOf = (kind: ActKind) => ({
  day: ['extension', 'rate-reset', 'backdated', 'misuse'].includes(kind),
  rate: kind === 'rate-reset',
  amount: ['waiver', 'refund', 'backdated'].includes(kind),
  part: kind === 'waiver',
})

/** What is asked for, or null while something is missing or cannot be read. */
export function askOf({ kind, day, rate, amount, part }: ActForm): ActAsk | null {
  const fields = fieldsOf(kind)
  const money = tryParseMoney(amount.replaceAll(/[,，\s]/g, ''))
  const annualRate = tryParseRate(rate.trim())
  if (fields.amount && (money === null || money <= 0)) return null
  if (fields.day && !isDay(day)) return null
  if (fields.rate && annualRate === null) return null
  const on = isDay(day) ? day : null
  if (kind === 'write-off') return { kind }
  if (kind === 'extension' && on) return { kind, maturesOn: on }
  if (kind === 'rate-reset' && on && annualRate !== null) return { kind, from: on, annualRate }
  if (kind === 'misuse' && on) return { kind, from: on, isOver: false }
  if (kind === 'waiver' && money !== null) return { kind, part, amount: money }
  if (kind === 'refund' && money !== null) return { kind, amount: money }
  if (kind === 'backdated' && on && money !== null) return { kind, paidOn: on, amount: money }
  return null
}
