import { z } from 'zod'
import { addDays, addMonths, Day } from '../calendar.ts'
import { PositiveMoney } from '../money.ts'

/** What concentration limits are a share of: 资本净额, 一级资本净额, and 净资产 for micro lenders. */
export const capitalBaseKinds = ['net-capital', 'tier-1', 'net-assets'] as const

export const NewCapitalBase = z.strictObject({
  kind: z.enum(capitalBaseKinds),
  /** The first day it counts; a later one of the same kind replaces it. */
  validFrom: Day,
  amount: PositiveMoney,
  /** Where the figure stands, such as a capital adequacy return. */
  source: z.string().trim().min(2).max(200),
})
export type NewCapitalBase = z.infer<typeof NewCapitalBase>

export type CapitalBaseRefusal = 'before-last-closed-day' | 'more-than-a-year-ahead'

/** The first day a base may count from: days before the last closed one keep what they were weighed against. */
export function earliestCapitalBaseDay(businessDay: Day): Day {
  return addDays(businessDay, -1)
}

/** Why no base may start to count on this day, or null. A year far ahead is a slip of the pen. */
export function capitalBaseRefusal(validFrom: Day, businessDay: Day): CapitalBaseRefusal | null {
  if (validFrom < earliestCapitalBaseDay(businessDay)) return 'before-last-closed-day'
  return validFrom > addMonths(businessDay, 12) ? 'more-than-a-year-ahead' : null
}
