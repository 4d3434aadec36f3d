import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

/**
 * Loans to which something happens by itself when an instalment falls due on the day: money is held for the
 * borrower, or interest of a grace period joins the principal. In ascending id.
 */
export async function listSelfMoving(
  tx: Tx,
  institutionId: string,
  { day, after, limit }: { day: Day; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id from loan where institution_id = ${institutionId} and status = 'active' and held > 0
      union
      select id from loan where institution_id = ${institutionId} and status = 'active'
        and terms ->> 'graceInterest' = 'capitalised'
    ) moving
    where (${after}::uuid is null or id > ${after}::uuid) and exists (
      select from instalment row
      where row.institution_id = ${institutionId} and row.loan_id = moving.id and row.due_on = ${day})
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
