import { z } from 'zod'

import type { Frequency } from '../loans/repayment-terms.ts'
import { frequencies, monthsOfPeriod, repaymentMethods } from '../loans/repayment-terms.ts'
import { PositiveMoney } from '../money.ts'
import { Rate } from '../rate.ts'

export const guarantees = ['credit', 'guarantee', 'mortgage', 'pledge'] as const
export type Guarantee = (typeof guarantees)[number]

const LongText = z.string().trim().min(1).max(1000)

/** What is asked for. A draft may leave any of it null; submission lists every gap at once. */
export const ApplicationTerms = z.object({
  product: z.string().trim().min(1).max(40),
  amount: PositiveMoney.nullable().default(null),
  termMonths: z.int().min(1).max(600).nullable().default(null),
  annualRate: Rate.nullable().default(null),
  method: z.enum(repaymentMethods).nullable().default(null),
  frequency: z.enum(frequencies).default('monthly'),
  guarantee: z.enum(guarantees).nullable().default(null),
  purpose: LongText.nullable().default(null),
  repaymentSource: LongText.nullable().default(null),
})
export type ApplicationTerms = z.infer<typeof ApplicationTerms>

export const NewApplication = ApplicationTerms.extend({ customerId: z.uuid() })
export type NewApplication = z.infer<typeof NewApplication>

/** A change replaces the terms as a whole; `version` is the one the person read. */
export const ApplicationChange = z.object({
  applicationId: z.uuid(),
  version: z.int32().min(1),
  terms: ApplicationTerms,
})
export type ApplicationChange = z.infer<typeof ApplicationChange>

const ShortText = z.string().trim().min(1).max(500)

/** A step that needs nothing but the application as it was read. */
export const StepRequest = z.object({ applicationId: z.uuid(), version: z.int32().min(1) })
export type StepRequest = z.infer<typeof StepRequest>

/** A step that says why. */
export const NotedStepRequest = StepRequest.extend({ note: ShortText })
export type NotedStepRequest = z.infer<typeof NotedStepRequest>

/** How many instalments a term has: whole periods only, a year having 52 weeks and 365 days. */
export function periodsIn(termMonths: number, frequency: Frequency, everyDays = 30): number {
  if (frequency === 'weekly') return Math.floor((termMonths * 52) / 12)
  if (frequency === 'days') return Math.floor((termMonths * 365) / (12 * everyDays))
  return Math.floor(termMonths / monthsOfPeriod[frequency])
}
