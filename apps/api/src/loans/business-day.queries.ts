import { type Day, day } from '@banyan/domain/calendar'
import { Conflict } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'

/**
 * Keeps the business day open until the transaction ends, so that nothing is posted to a day that
 * is being closed. A day that closed since the request began is a Conflict: ask again.
 */
export async function lockBusinessDay({
  tx,
  institution,
  businessDay,
}: Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>): Promise<Day> {
  const row = await tx
    .selectFrom('institutionState')
    .select('businessDay')
    .where('institutionId', '=', institution.id)
    .forKeyShare()
    .executeTakeFirstOrThrow()
  if (row.businessDay !== businessDay) throw new Conflict('business-day-closed')
  return day(row.businessDay)
}
