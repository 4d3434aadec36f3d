import { periodsIn } from '@banyan/domain/applications/application'
import type { Day } from '@banyan/domain/calendar'
import type { InstitutionKind } from '@banyan/domain/decisions/exposure-limits'
import type { Frequency, RepaymentMethod } from '@banyan/domain/loans/repayment-terms'
import { type Money, money } from '@banyan/domain/money'
import { contractTerms } from '@banyan/domain/products/contract-terms'
import { costedSchedule } from '@banyan/domain/products/costed-schedule'
import { priceRange, type ProductTerms } from '@banyan/domain/products/product-terms'
import type { Rate } from '@banyan/domain/rate'
import { brokenCap, capsOn } from '@banyan/domain/rates/rate-caps'
import { type IsWorkingDay, isWeekday } from '@banyan/domain/working-days'

/** What is asked of the example; left out, the product's first choice. */
export interface ExampleQuestion {
  amount: number | null
  months: number | null
  method: RepaymentMethod | null
  frequency: Frequency | null
  annualRate: number | null
}

export interface ExampleLoan {
  method: RepaymentMethod
  frequency: Frequency
  amount: Money
  months: number
  annualRate: Rate
  schedule: ReturnType<typeof costedSchedule>['schedule']
  cost: ReturnType<typeof costedSchedule>['cost']
  fee: Money
  caps: { id: string; limit: Rate; source: string; isBroken: boolean; needsConfirmation: boolean }[]
}

function askedOf(terms: ProductTerms, question: ExampleQuestion, standard: Rate) {
  const { methods, frequencies, minimumAmount, maximumAmount, minimumMonths, maximumMonths } = terms
  const frequency = frequencies.find((each) => each === question.frequency) ?? frequencies[0]
  const method = methods.find((each) => each === question.method) ?? methods[0]
  if (frequency === undefined || method === undefined) return null
  const usual = Math.max(minimumAmount, Math.min(maximumAmount, 1_000_000_00))
  return {
    method,
    frequency,
    amount: money(question.amount !== null && question.amount > 0 ? question.amount : usual),
    months: Math.max(1, question.months ?? Math.min(maximumMonths, Math.max(minimumMonths, 12))),
    annualRate: (question.annualRate ?? standard) as Rate,
  }
}

/** A loan under the terms as if signed and paid out on a day, with its cost a year and the caps; null where none can be made. */
export function exampleLoan(
  terms: ProductTerms,
  question: ExampleQuestion,
  {
    on,
    lender,
    isWorkingDay = isWeekday,
  }: { on: Day; lender: InstitutionKind; isWorkingDay?: IsWorkingDay },
): ExampleLoan | null {
  const range = priceRange(terms.pricing, on)
  const asked = range && askedOf(terms, question, range.standard)
  if (!asked) return null
  const { months, ...loan } = asked
  const periods = periodsIn(months, loan.frequency, terms.schedule.everyDays ?? undefined)
  if (periods < 1 || periods > 1200) return null
  try {
    const agreement = { ...loan, periods, agreedOn: on, signedOn: on }
    const agreed = contractTerms(terms, agreement)
    const { schedule, cost } = costedSchedule(agreed, isWorkingDay)
    const lastDueOn = schedule.rows.at(-1)?.dueOn ?? on
    const broken = cost && brokenCap({ cost, lender, signedOn: on, disbursedOn: on, lastDueOn })
    const fee = money((schedule.totals.fee ?? 0) + (schedule.upfrontFee ?? 0))
    const caps = capsOn(on, lender).map(({ id, limit, source, needsConfirmation }) => ({
      id,
      limit,
      source,
      needsConfirmation,
      isBroken: broken?.id === id,
    }))
    return { ...asked, schedule, cost, fee, caps }
  } catch {
    return null
  }
}
