import { addDays, type Day } from '../calendar.ts'

/** How many days back one person alone may date money received; further back takes a second person. */
export const daysBackAlone = 30

export type BackdatingRefusal = 'paid-in-the-future' | 'paid-before-disbursement' | 'too-far-back'

export interface Backdating {
  on: Day
  businessDay: Day
  /** The day of the first drawdown: nothing can be dated before it. */
  disbursedOn: Day
  /** Whether another person has looked at it. */
  isApproved: boolean
}

/**
 * Why money cannot be dated on a day, or null. The bound is an internal control of ours, not a rule of
 * law: a business day may be corrected for thirty days by one person, by two for any time since the loan.
 */
export function backdatingRefusal(asked: Backdating): BackdatingRefusal | null {
  const { on, businessDay, disbursedOn, isApproved } = asked
  if (on > businessDay) return 'paid-in-the-future'
  if (on < disbursedOn) return 'paid-before-disbursement'
  return !isApproved && on < addDays(businessDay, -daysBackAlone) ? 'too-far-back' : null
}
