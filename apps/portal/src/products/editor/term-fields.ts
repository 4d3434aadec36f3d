import { guarantees } from '@banyan/domain/applications/application'
import { dayCounts } from '@banyan/domain/loans/day-count'
import {
  frequencies,
  graceInterests,
  monthEnds,
  multipleRoundings,
  repaymentMethods,
} from '@banyan/domain/loans/repayment-terms'
import { claimParts, prepaymentModes } from '@banyan/domain/loans/servicing-terms'
import { roundings } from '@banyan/domain/money'
import { lprTenors, resetRules } from '@banyan/domain/products/rate-plan'
import { holidayRules } from '@banyan/domain/working-days'
import type { TermGroup } from '../term-text.ts'
import { type TermsDraft, valueAt } from './terms-draft.ts'

/** How a term is entered. */
export interface TermField {
  path: string
  input: 'money' | 'percent' | 'count' | 'yes' | 'word' | 'words' | 'order'
  options?: readonly string[]
  suffix?: 'months' | 'days' | 'periods' | 'points' | 'yuan' | 'percent'
  /** May stay empty. */
  isOptional?: boolean
  shows?: (draft: TermsDraft) => boolean
}

const word = (path: string, options: readonly string[]): TermField => ({
  path,
  input: 'word',
  options,
})
const words = (path: string, options: readonly string[]): TermField => ({
  path,
  input: 'words',
  options,
})
const count = (path: string, suffix: NonNullable<TermField['suffix']>): TermField => ({
  path,
  input: 'count',
  suffix,
})
const percent = (path: string): TermField => ({ path, input: 'percent', suffix: 'percent' })
const amount = (path: string): TermField => ({ path, input: 'money', suffix: 'yuan' })
const when = (field: TermField, shows: NonNullable<TermField['shows']>): TermField => ({
  ...field,
  shows,
})
const optional = (field: TermField): TermField => ({ ...field, isOptional: true })

const isAt = (path: string, value: unknown) => (draft: TermsDraft) => valueAt(draft, path) === value
const isNotAt = (path: string, value: unknown) => (draft: TermsDraft) =>
  valueAt(draft, path) !== value
const includes = (path: string, one: string) => (draft: TermsDraft) => {
  const list = valueAt(draft, path)
  return Array.isArray(list) && list.includes(one)
}
const isAbove = (path: string, least: number) => (draft: TermsDraft) => {
  const value = valueAt(draft, path)
  return typeof value === 'number' && value > least
}

const isFixed = isAt('pricing.kind', 'fixed')
const isFloating = isAt('pricing.kind', 'lpr')
const penalty = 'servicing.penalty.'
const prepayment = 'servicing.prepayment.'
const waterfall = 'servicing.waterfall.'

/** Every term but the fees, under its head, in the order it is entered. */
export const termFields: Readonly<Record<Exclude<TermGroup, 'fees'>, readonly TermField[]>> = {
  bounds: [
    word('customerKind', ['person', 'company', 'both']),
    amount('minimumAmount'),
    amount('maximumAmount'),
    count('minimumMonths', 'months'),
    count('maximumMonths', 'months'),
    words('methods', repaymentMethods),
    words('frequencies', frequencies),
    words('guarantees', guarantees),
  ],
  pricing: [
    word('pricing.kind', ['fixed', 'lpr']),
    when(percent('pricing.minimum'), isFixed),
    when(percent('pricing.standard'), isFixed),
    when(percent('pricing.maximum'), isFixed),
    when(word('pricing.tenor', lprTenors), isFloating),
    when(word('pricing.resets', resetRules), isFloating),
    when(count('pricing.minimumBp', 'points'), isFloating),
    when(count('pricing.standardBp', 'points'), isFloating),
    when(count('pricing.maximumBp', 'points'), isFloating),
    { path: 'allowsRepricing', input: 'yes' },
  ],
  schedule: [
    word('schedule.dayCount', dayCounts),
    word('schedule.rounding', roundings),
    word('schedule.monthEnd', monthEnds),
    word('schedule.holidayRule', holidayRules),
    when(
      { path: 'schedule.interestFollows', input: 'yes' },
      isNotAt('schedule.holidayRule', 'none'),
    ),
    count('schedule.principalGrace', 'periods'),
    count('schedule.interestGrace', 'periods'),
    when(word('schedule.graceInterest', graceInterests), isAbove('schedule.interestGrace', 0)),
    optional(amount('schedule.instalmentMultiple')),
    when(
      word('schedule.multipleRounding', multipleRoundings),
      isAbove('schedule.instalmentMultiple', 0),
    ),
    when(optional(count('schedule.everyDays', 'days')), includes('frequencies', 'days')),
    when(optional(count('schedule.balloonPeriods', 'periods')), includes('methods', 'balloon')),
    when(optional(percent('schedule.residualShare')), includes('methods', 'residual')),
    when(optional(count('schedule.step.every', 'periods')), includes('methods', 'stepped')),
    when(optional(percent('schedule.step.percent')), includes('methods', 'stepped')),
  ],
  penalty: [
    percent(`${penalty}uplift`),
    percent(`${penalty}misuseUplift`),
    count(`${penalty}graceDays`, 'days'),
    { path: `${penalty}compounds`, input: 'yes' },
    when(
      word(`${penalty}compoundsAt`, ['penalty-rate', 'contract-rate-until-maturity']),
      isAt(`${penalty}compounds`, true),
    ),
  ],
  prepayment: [
    words(`${prepayment}modes`, prepaymentModes),
    amount(`${prepayment}minimum`),
    percent(`${prepayment}fee`),
    optional(count(`${prepayment}feeFreeAfterMonths`, 'months')),
    word(`${prepayment}interest`, ['to-the-day', 'with-next-instalment']),
  ],
  waterfall: [
    word(`${waterfall}spends`, ['instalment-first', 'part-first']),
    { path: `${waterfall}performing`, input: 'order', options: claimParts },
    { path: `${waterfall}nonPerforming`, input: 'order', options: claimParts },
    count(`${waterfall}nonPerformingAfterDays`, 'days'),
    word('servicing.overpayment', ['held', 'pays-ahead']),
    count('servicing.offBalanceAfterDays', 'days'),
  ],
}
