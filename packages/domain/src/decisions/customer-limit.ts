import { z } from 'zod'
import { Day } from '../calendar.ts'
import { type Money, money } from '../money.ts'

/** The most one customer may owe, from a day on; without a last day until another replaces it. */
export const NewCustomerLimit = z.strictObject({
  customerId: z.uuid(),
  amount: z.int().min(0).transform(money),
  isRevolving: z.boolean(),
  /** The business day when left out. */
  validFrom: Day.optional(),
  validTo: Day.nullable().default(null),
  note: z.string().trim().min(2).max(500),
})
export type NewCustomerLimit = z.infer<typeof NewCustomerLimit>

export interface LimitTerms {
  amount: Money
  isRevolving: boolean
  validFrom: Day
  validTo: Day | null
}

export type CustomerLimitRefusal =
  | 'limit-starts-in-the-past'
  | 'limit-ends-before-it-starts'
  | 'limit-is-unchanged'
  | 'limit-is-waiting'

/** Why a limit cannot be set so, or null. Only one raise waits at a time; a cut never waits behind it. */
export function customerLimitRefusal(
  next: LimitTerms,
  present: LimitTerms | null,
  { businessDay, isWaiting }: { businessDay: Day; isWaiting: boolean },
): CustomerLimitRefusal | null {
  if (next.validFrom < businessDay) return 'limit-starts-in-the-past'
  if (next.validTo !== null && next.validTo < next.validFrom) return 'limit-ends-before-it-starts'
  if (present && isSame(next, present)) return 'limit-is-unchanged'
  return isWaiting && isRaise(next, present) ? 'limit-is-waiting' : null
}

function isSame(next: LimitTerms, present: LimitTerms): boolean {
  return (
    next.amount === present.amount &&
    next.isRevolving === present.isRevolving &&
    next.validTo === present.validTo
  )
}

/**
 * Whether a second person has to agree: a first limit, a higher one, a longer one, or one that refills where the
 * present one does not. Whoever cuts a limit need not wait, even below what is used: only draws are then refused.
 */
export function isRaise(next: LimitTerms, present: LimitTerms | null): boolean {
  if (present === null) return true
  const isLonger =
    present.validTo !== null && (next.validTo === null || next.validTo > present.validTo)
  return next.amount > present.amount || isLonger || (next.isRevolving && !present.isRevolving)
}
