import type { Day } from '@banyan/domain/calendar'
import type { LoanContract } from '@banyan/domain/loans/course/loan-state'
import type { ScheduleTerms } from '@banyan/domain/loans/schedule-terms'
import { type ServicingTerms, usualServicing } from '@banyan/domain/loans/servicing-terms'
import type { Money } from '@banyan/domain/money'
import { type ContractTerms, scheduleOf } from '@banyan/domain/products/contract-terms'

/** The terms that every loan has in columns of its own. */
export type ColumnTerms = Pick<
  ScheduleTerms,
  | 'method'
  | 'principal'
  | 'annualRate'
  | 'periods'
  | 'frequency'
  | 'dayCount'
  | 'disbursedOn'
  | 'firstDueOn'
  | 'rounding'
>

const interestFirst = ['fee', 'penalty', 'compound', 'interest', 'principal'] as const

/**
 * How a loan is served whose contract says nothing of it: nothing is charged for being late, and
 * money pays the oldest instalment, its interest first, then the instalments to come.
 */
export const unagreedServicing: ServicingTerms = {
  ...usualServicing,
  waterfall: {
    spends: 'instalment-first',
    performing: [...interestFirst],
    nonPerforming: [...interestFirst],
    nonPerformingAfterDays: 90,
    writtenOff: [...interestFirst],
  },
  penalty: { ...usualServicing.penalty, isWaived: true },
  overpayment: 'pays-ahead',
}

export interface CarriedTerms extends ColumnTerms {
  commitment: Money
  /** What the contract froze; null where it settled nothing but its schedule. */
  terms: ContractTerms | null
}

/** The contract of a stored loan, as its course needs it. */
export function contractOf(loan: CarriedTerms): LoanContract {
  if (loan.terms) return { terms: scheduleOf(loan.terms), servicing: loan.terms.servicing }
  return {
    terms: { ...columnTerms(loan), principal: loan.commitment },
    servicing: unagreedServicing,
  }
}

export function columnTerms(terms: ColumnTerms): ColumnTerms {
  const { method, principal, annualRate, periods, frequency, dayCount, rounding } = terms
  const { disbursedOn, firstDueOn } = terms
  const days: { disbursedOn: Day; firstDueOn: Day } = { disbursedOn, firstDueOn }
  return { method, principal, annualRate, periods, frequency, dayCount, rounding, ...days }
}
