import { addDays, type Day } from '@banyan/domain/calendar'
import type { StaffContext } from '../access/staff-context.ts'

/** The day everything is told as of: the last that is closed. */
export function lastClosedDay({ businessDay }: Pick<StaffContext, 'businessDay'>): Day {
  return addDays(businessDay, -1)
}
