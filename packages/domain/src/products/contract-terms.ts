import type { Day } from '../calendar.ts'
import type { ScheduleTerms } from '../loans/repayment-terms.ts'
import type { ServicingTerms } from '../loans/servicing-terms.ts'
import type { Rate } from '../rate.ts'
import { planFor, priceRange, type ProductTerms } from './product-terms.ts'
import { type RatePlan, rateUnder } from './rate-plan.ts'
import type { AgreedLoan } from './schedule-options.ts'
import { scheduleTermsOf } from './schedule-options.ts'

/** What a contract freezes: how its schedule is made, how its rate moves, how the loan is served. */
export interface ContractTerms extends ScheduleTerms {
  ratePlan: RatePlan
  servicing: ServicingTerms
  /** Whether the lender may change rate or plan while the loan runs. */
  allowsRepricing: boolean
}

export type PriceRefusal = 'rate-outside-product' | 'rate-not-in-basis-points'

/** Why a rate cannot be agreed under the product's terms on a day, or null. */
export function priceRefusal(
  { pricing }: Pick<ProductTerms, 'pricing'>,
  annualRate: Rate,
  on: Day,
): PriceRefusal | null {
  const range = priceRange(pricing, on)
  if (!range || annualRate < range.minimum || annualRate > range.maximum) {
    return 'rate-outside-product'
  }
  return planFor(pricing, annualRate, on) === null ? 'rate-not-in-basis-points' : null
}

export interface Agreement extends Omit<AgreedLoan, 'disbursedOn'> {
  /** The day of the decision: a floating rate keeps the spread it had over that day's quotation. */
  agreedOn: Day
  signedOn: Day
}

/**
 * The terms a contract freezes: those of the product, at the rate that was agreed or, under the loan
 * prime rate, the agreed spread over the quotation of the day of signing. As if paid out that day.
 */
export function contractTerms(product: ProductTerms, agreement: Agreement): ContractTerms {
  const { agreedOn, signedOn, annualRate: agreed, ...loan } = agreement
  const { pricing, schedule, servicing, allowsRepricing } = product
  const ratePlan = planFor(pricing, agreed, agreedOn) ?? { kind: 'fixed' }
  const annualRate = rateUnder(ratePlan, signedOn) ?? agreed
  const terms = scheduleTermsOf(schedule, { ...loan, annualRate, disbursedOn: signedOn })
  return { ...terms, ratePlan, servicing, allowsRepricing }
}

/** A contract's terms as they are kept; those made before products had versions hold the schedule alone. */
export type KeptContractTerms = ScheduleTerms & Partial<ContractTerms>

/** What a kept contract froze, or null where it settled nothing but its schedule. */
export function agreedTerms(kept: KeptContractTerms): ContractTerms | null {
  const { ratePlan, servicing, allowsRepricing = false } = kept
  return ratePlan && servicing ? { ...kept, ratePlan, servicing, allowsRepricing } : null
}

/** The terms of its schedule alone. */
export function scheduleOf(terms: KeptContractTerms): ScheduleTerms {
  const { ratePlan: _, servicing: __, allowsRepricing: ___, ...schedule } = terms
  return schedule
}
