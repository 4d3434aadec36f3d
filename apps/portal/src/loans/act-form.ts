import { isDay } from '@banyan/domain/calendar'
import type { RestructuredTerms } from '@banyan/domain/loans/course/loan-event'
import type { Frequency } from '@banyan/domain/loans/repayment-terms'
import { tryParseRate } from '@banyan/domain/rate'
import type { Inputs } from '../api.ts'
import { typedAmount } from './amount-text.ts'

export type ActAsk = Inputs['loanActs']['preview']['ask']
type AskOf<Kind extends ActAsk['kind']> = Extract<ActAsk, { kind: Kind }>

/** The acts that are asked for in a form; a reversal is asked for at the event itself. */
export const actKinds = [
  'extension',
  'rate-reset',
  'restructuring',
  'waiver',
  'refund',
  'backdated',
  'misuse',
  'write-off',
] as const
export type ActKind = (typeof actKinds)[number]

export const waivedParts = ['penalty', 'compound', 'interest', 'fee'] as const
export const restructuredMethods = [
  'equal-instalment',
  'equal-principal',
  'interest-only',
  'bullet',
] as const satisfies readonly RestructuredTerms['method'][]
/** Every so many days is left out: the act has no word for how many. */
export const restructuredFrequencies = [
  'monthly',
  'quarterly',
  'half-yearly',
  'yearly',
  'weekly',
] as const satisfies readonly Frequency[]
export const capitalisedParts = ['interest', 'penalty', 'compound', 'fee'] as const

export interface ActForm {
  kind: ActKind
  day: string
  rate: string
  amount: string
  part: (typeof waivedParts)[number]
  /** The one claim that a waiver is of, as `claimText` writes it; empty: the oldest first. */
  only: string
  isOver: boolean
  method: (typeof restructuredMethods)[number]
  frequency: (typeof restructuredFrequencies)[number]
  periods: string
  grace: string
  capitalises: (typeof capitalisedParts)[number][]
  isInDifficulty: boolean
}

export const emptyAct: ActForm = {
  kind: 'extension',
  day: '',
  rate: '',
  amount: '',
  part: 'penalty',
  only: '',
  isOver: false,
  method: 'equal-instalment',
  frequency: 'monthly',
  periods: '',
  grace: '',
  capitalises: [],
  isInDifficulty: true,
}

export const fieldsOf = (kind: ActKind) => ({
  day: ['extension', 'rate-reset', 'restructuring', 'backdated', 'misuse'].includes(kind),
  /** An extension may leave the rate as it is. */
  rate: ['extension', 'rate-reset', 'restructuring'].includes(kind),
  /** A misuse is of the whole loan where none is said. */
  amount: ['waiver', 'refund', 'backdated', 'misuse'].includes(kind),
  part: kind === 'waiver',
  isOver: kind === 'misuse',
  terms: kind === 'restructuring',
})

type ClaimChoice = NonNullable<AskOf<'waiver'>['only']>

/** A claim as the value of a choice. */
export const claimText = (claim: ClaimChoice): string => JSON.stringify(claim)

function claimIn(text: string): { only?: ClaimChoice } {
  if (text === '') return {}
  // It was written by `claimText`.
  return { only: JSON.parse(text) as ClaimChoice }
}

/** A text left empty is null; one that is no whole number from `least` on is undefined. */
function countIn(text: string, least: number): number | null | undefined {
  if (text.trim() === '') return null
  const count = Number(text)
  return Number.isInteger(count) && count >= least ? count : undefined
}

function restructuringOf(form: ActForm): AskOf<'restructuring'> | null {
  const { method, frequency, capitalises, isInDifficulty } = form
  const annualRate = tryParseRate(form.rate.trim())
  const periods = countIn(form.periods, 1)
  const principalGrace = countIn(form.grace, 0)
  if (!isDay(form.day) || annualRate === null || !periods || principalGrace === undefined)
    return null
  const terms = { method, frequency, periods, firstDueOn: form.day, annualRate }
  return {
    kind: 'restructuring',
    terms: principalGrace ? { ...terms, principalGrace } : terms,
    capitalises: capitalisedParts.filter((part) => capitalises.includes(part)),
    isInDifficulty,
  }
}

function misuseOf({ day, amount, isOver }: ActForm): AskOf<'misuse'> | null {
  if (!isDay(day)) return null
  const misuse = { kind: 'misuse', from: day, isOver } as const
  if (isOver || amount.trim() === '') return misuse
  const misused = typedAmount(amount)
  return misused === null ? null : { ...misuse, amount: misused }
}

function datedOf({ kind, day, rate, amount }: ActForm): ActAsk | null {
  const annualRate = tryParseRate(rate.trim())
  const paid = typedAmount(amount)
  if (!isDay(day)) return null
  if (kind === 'extension') {
    if (rate.trim() === '') return { kind, maturesOn: day }
    return annualRate === null ? null : { kind, maturesOn: day, annualRate }
  }
  if (kind === 'rate-reset' && annualRate !== null) return { kind, from: day, annualRate }
  if (kind === 'backdated' && paid !== null) return { kind, paidOn: day, amount: paid }
  return null
}

/** What is asked for, or null while something is missing or cannot be read. */
export function askOf(form: ActForm): ActAsk | null {
  const { kind, part } = form
  if (kind === 'write-off') return { kind }
  if (kind === 'restructuring') return restructuringOf(form)
  if (kind === 'misuse') return misuseOf(form)
  if (kind !== 'waiver' && kind !== 'refund') return datedOf(form)
  const amount = typedAmount(form.amount)
  if (amount === null) return null
  return kind === 'waiver' ? { kind, part, amount, ...claimIn(form.only) } : { kind, amount }
}
