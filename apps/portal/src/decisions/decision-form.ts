import type { ApprovalFacts } from '@banyan/domain/decisions/approval'
import { approvalRefusal, approvedTermsRefusal } from '@banyan/domain/decisions/approval'
import { type Money, tryParseMoney } from '@banyan/domain/money'
import { typedMoney } from '../applications/terms-form.ts'
import { formatRate, type Rate, tryParseRate } from '@banyan/domain/rate'

/** An opinion as it is typed. */
export interface DecisionForm {
  amount: string
  termMonths: string
  annualRate: string
  note: string
  conditions: string
  asException: boolean
}

interface Asked {
  amount: Money | null
  termMonths: number | null
  annualRate: Rate | null
}

export function formFor({ amount, termMonths, annualRate }: Asked): DecisionForm {
  return {
    amount: amount === null ? '' : typedMoney(amount),
    termMonths: termMonths === null ? '' : String(termMonths),
    annualRate: annualRate === null ? '' : formatRate(annualRate),
    note: '',
    conditions: '',
    asException: false,
  }
}

export interface GrantedTerms {
  amount: Money
  termMonths: number
  annualRate: Rate
}

/** The terms that would be granted, or null while one of them cannot be read. */
export function grantedTerms(form: DecisionForm): GrantedTerms | null {
  const amount = tryParseMoney(form.amount.replaceAll(/[\s,，]/g, ''))
  const annualRate = tryParseRate(form.annualRate.trim())
  const termMonths = /^\d{1,3}$/.test(form.termMonths.trim()) ? Number(form.termMonths) : 0
  if (amount === null || amount <= 0 || annualRate === null || termMonths < 1) return null
  return { amount, termMonths, annualRate }
}

/** Why the approval on screen would be refused: the server's own rules over the facts it gave. */
export function refusalOf(
  facts: ApprovalFacts,
  asked: Asked,
  granted: GrantedTerms,
  asException: boolean,
): string | null {
  const application = { ...facts.application, amount: granted.amount }
  const refusal = approvalRefusal({ ...facts, application, asException })
  if (refusal !== null) return refusal
  const { amount, termMonths, annualRate } = asked
  if (amount === null || termMonths === null || annualRate === null) return 'not-scored'
  return approvedTermsRefusal({ amount, termMonths, annualRate }, granted)
}
