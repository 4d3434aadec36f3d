import type { Day } from '../calendar.ts'
import { day } from '../calendar.ts'
import { type Rate, rate } from '../rate.ts'

/** By how much a loan is suggested to become dearer for each grade that its borrower fell. */
export interface RepricingRule {
  basisPointsPerGrade: number
  from: Day
  source: string
}

/** The institution's practice, each from its day on; a person confirms it before anything rests on it. */
const repricingRules: readonly RepricingRule[] = [
  { basisPointsPerGrade: 50, from: day('2000-01-01'), source: '本机构定价惯例（须确认）' },
]

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
  on: Day,
): Rate | null {
  const rule = repricingRules.findLast(({ from }) => from <= on)
  if (!rule || fallen <= 0) return null
  const dearer = annualRate + fallen * rule.basisPointsPerGrade * millionthsPerBasisPoint
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
