import type { ApplicationTerms } from '@banyan/domain/applications/application'
import { periodsIn } from '@banyan/domain/applications/application'
import type { Day } from '@banyan/domain/calendar'
import { buildSchedule, type Schedule } from '@banyan/domain/loans/schedule'
import { formatMoney, type Money, tryParseMoney } from '@banyan/domain/money'
import {
  type ScheduleOptions,
  scheduleTermsOf,
  usualSchedule,
} from '@banyan/domain/products/schedule-options'
import { formatRate, tryParseRate } from '@banyan/domain/rate'
import { type IsWorkingDay, isWeekday } from '@banyan/domain/working-days'

/** The terms as they are typed. */
export interface TermsForm extends Pick<
  ApplicationTerms,
  'product' | 'method' | 'frequency' | 'guarantee'
> {
  amount: string
  termMonths: string
  annualRate: string
  purpose: string
  repaymentSource: string
}

export const blankForm: TermsForm = {
  product: '',
  amount: '',
  termMonths: '',
  annualRate: '',
  method: null,
  frequency: 'monthly',
  guarantee: 'credit',
  purpose: '',
  repaymentSource: '',
}

/** An amount as people type it: `4,500,000`, with its fen only where there are any. */
export function typedMoney(amount: Money): string {
  const [yuan = '', fen] = formatMoney(amount).split('.')
  const grouped = yuan.replace(/\B(?=(\d{3})+$)/g, ',')
  return fen === '00' ? grouped : `${grouped}.${fen}`
}

export function formOf(terms: ApplicationTerms): TermsForm {
  const { amount, termMonths, annualRate, purpose, repaymentSource, ...chosen } = terms
  return {
    product: chosen.product,
    method: chosen.method,
    frequency: chosen.frequency,
    guarantee: chosen.guarantee,
    amount: amount === null ? '' : typedMoney(amount),
    termMonths: termMonths === null ? '' : String(termMonths),
    annualRate: annualRate === null ? '' : formatRate(annualRate),
    purpose: purpose ?? '',
    repaymentSource: repaymentSource ?? '',
  }
}

export type TermsProblem = 'notMoney' | 'notRate' | 'notTerm'

const plain = (text: string) => text.replaceAll(/[\s,，]/g, '')
const monthsOf = (text: string) => (/^\d{1,3}$/.test(plain(text)) ? Number(plain(text)) : null)

/** What is typed but cannot be read; empty fields are gaps for later, not problems. */
export function problemsOf(form: TermsForm): Partial<Record<keyof TermsForm, TermsProblem>> {
  const { amount, termMonths, annualRate } = termsOf(form)
  const isTyped = (text: string) => plain(text) !== ''
  return {
    ...(isTyped(form.amount) && amount === null ? { amount: 'notMoney' as const } : {}),
    ...(isTyped(form.termMonths) && termMonths === null ? { termMonths: 'notTerm' as const } : {}),
    ...(isTyped(form.annualRate) && annualRate === null ? { annualRate: 'notRate' as const } : {}),
  }
}

/** The terms that can be read; what cannot is null. */
export function termsOf(form: TermsForm): ApplicationTerms {
  const amount = tryParseMoney(plain(form.amount))
  const termMonths = monthsOf(form.termMonths)
  return {
    product: form.product,
    amount: amount !== null && amount > 0 ? amount : null,
    termMonths: termMonths !== null && termMonths >= 1 && termMonths <= 600 ? termMonths : null,
    annualRate: tryParseRate(plain(form.annualRate)),
    method: form.method,
    frequency: form.frequency,
    guarantee: form.guarantee,
    purpose: form.purpose.trim() || null,
    repaymentSource: form.repaymentSource.trim() || null,
  }
}

/** The schedule if the loan were paid out on this day, or null while terms are missing. */
export function previewOf(
  terms: ApplicationTerms,
  disbursedOn: Day,
  options: ScheduleOptions = usualSchedule,
  isWorkingDay: IsWorkingDay = isWeekday,
): Schedule | null {
  const { amount, termMonths, annualRate, method, frequency } = terms
  if (amount === null || termMonths === null || annualRate === null || method === null) return null
  // Its rows are agreed with the contract.
  if (method === 'custom') return null
  const periods = periodsIn(termMonths, frequency, options.everyDays ?? undefined)
  if (periods < 1) return null
  const agreed = { amount, annualRate, periods, method, frequency, disbursedOn }
  return buildSchedule(scheduleTermsOf(options, agreed), isWorkingDay)
}
