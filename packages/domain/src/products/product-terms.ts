import { z } from 'zod'

import { guarantees } from '../applications/application.ts'
import type { Day } from '../calendar.ts'
import { frequencies, repaymentMethods } from '../loans/schedule-terms.ts'
import { ServicingTerms } from '../loans/servicing-terms.ts'
import { PositiveMoney } from '../money.ts'
import { Rate } from '../rate.ts'
import { lprPlus, lprTenors, type RatePlan, resetRules, SpreadBp, spreadOf } from './rate-plan.ts'
import { ScheduleOptions } from './schedule-options.ts'

/** What the rate of a contract may be: between two rates, or between two spreads over the loan prime rate. */
const Pricing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), minimum: Rate, standard: Rate, maximum: Rate }),
  z.strictObject({
    kind: z.literal('lpr'),
    tenor: z.enum(lprTenors),
    resets: z.enum(resetRules),
    minimumBp: SpreadBp,
    standardBp: SpreadBp,
    maximumBp: SpreadBp,
  }),
])
export type Pricing = z.infer<typeof Pricing>

const oneOrMore = <const Word extends string>(words: readonly Word[]) =>
  z
    .array(z.enum(words))
    .min(1)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'named-twice')

/**
 * Everything a version of a product settles: whom and what it is for, within which bounds a loan is
 * agreed, how its schedule is made and how it is served. Amounts in fen, rates in millionths of a per cent.
 */
export const ProductTerms = z.strictObject({
  customerKind: z.enum(['person', 'company', 'both']),
  minimumAmount: PositiveMoney,
  maximumAmount: PositiveMoney,
  minimumMonths: z.int().min(1).max(600),
  maximumMonths: z.int().min(1).max(600),
  methods: oneOrMore(repaymentMethods),
  frequencies: oneOrMore(frequencies),
  guarantees: oneOrMore(guarantees),
  pricing: Pricing,
  schedule: ScheduleOptions,
  servicing: ServicingTerms,
  /** Whether the contract lets the lender change rate or plan while the loan runs. */
  allowsRepricing: z.boolean(),
})
export type ProductTerms = z.infer<typeof ProductTerms>

export interface PriceRange {
  minimum: Rate
  standard: Rate
  maximum: Rate
}

/** The rates a product may be agreed at on a day; null where the loan prime rate is not known or a rate falls below zero. */
export function priceRange(pricing: Pricing, on: Day): PriceRange | null {
  if (pricing.kind === 'fixed') {
    const { minimum, standard, maximum } = pricing
    return { minimum, standard, maximum }
  }
  const { tenor, minimumBp, standardBp, maximumBp } = pricing
  const minimum = lprPlus(tenor, minimumBp, on)
  const standard = lprPlus(tenor, standardBp, on)
  const maximum = lprPlus(tenor, maximumBp, on)
  if (minimum === null || standard === null || maximum === null) return null
  return { minimum, standard, maximum }
}

/**
 * The plan that a rate agreed on a day stands for: under loan-prime-rate pricing its spread over that
 * day's quotation. Null where the rate is not a whole number of basis points from it.
 */
export function planFor(pricing: Pricing, annualRate: Rate, agreedOn: Day): RatePlan | null {
  if (pricing.kind === 'fixed') return { kind: 'fixed' }
  const { tenor, resets } = pricing
  const spreadBp = spreadOf(annualRate, tenor, agreedOn)
  return spreadBp === null ? null : { kind: 'lpr', tenor, spreadBp, resets }
}
