import { z } from 'zod'

import { deliveredSources } from '../delivered-sources.ts'
import { type Rate, rate } from '../rate.ts'

/**
 * What a fall of grade asks of the owner of a loan: by how many basis points it should become dearer for each
 * grade, and within how many days to answer. A figure counts only once a person has confirmed it.
 */
export const RepricingRules = z.strictObject({
  basisPointsPerGrade: z.int().min(0).max(500),
  answerWithinDays: z.int().min(1).max(90),
  source: z.string().trim().min(2, 'missing').max(200, 'too-long'),
  isConfirmed: z.boolean(),
})
export type RepricingRules = z.infer<typeof RepricingRules>

/** In force wherever an institution has decided nothing else. */
export const defaultRepricingRules: RepricingRules = {
  basisPointsPerGrade: 50,
  answerWithinDays: 7,
  source: deliveredSources.ownPricing.zh,
  isConfirmed: false,
}

const millionthsPerBasisPoint = 10_000

/** How many grades a borrower fell, the best first in `order`; 0 where they did not, or a grade is not of this order. */
export function gradesFallen(order: readonly string[], before: string, after: string): number {
  const [from, to] = [order.indexOf(before), order.indexOf(after)]
  return from < 0 || to < 0 ? 0 : Math.max(0, to - from)
}

/**
 * The rate to suggest for a loan whose borrower fell so many grades, never above the highest rate of
 * its product; null where that would not be dearer than now.
 */
export function suggestedRate(
  { annualRate, highest }: { annualRate: Rate; highest: Rate },
  fallen: number,
  { basisPointsPerGrade }: Pick<RepricingRules, 'basisPointsPerGrade'>,
): Rate | null {
  if (fallen <= 0) return null
  const dearer = annualRate + fallen * basisPointsPerGrade * millionthsPerBasisPoint
  const suggested = Math.min(dearer, highest)
  return suggested > annualRate ? rate(suggested) : null
}

export type RepricingRefusal = 'repricing-is-closed' | 'contract-allows-no-repricing'

/** Why a fall of grade cannot lead to a change of the loan, or null: the contract has to allow it. */
export function repricingRefusal(repricing: {
  status: 'open' | 'adopted' | 'dismissed'
  allowsRepricing: boolean
}): RepricingRefusal | null {
  if (repricing.status !== 'open') return 'repricing-is-closed'
  return repricing.allowsRepricing ? null : 'contract-allows-no-repricing'
}
