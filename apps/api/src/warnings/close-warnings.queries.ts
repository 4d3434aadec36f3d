import type { Tx } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

/**
 * Customers whom the day itself may have brought to a rule, in ascending id: somebody late by as many days as a level
 * asks for, somebody who paid, a promise or an inspection that ran out, papers that did, or a signal not yet looked at.
 */
export async function listCustomersToWatch(
  tx: Tx,
  institutionId: string,
  {
    day,
    lateDays,
    after,
    limit,
  }: { day: Day; lateDays: readonly number[]; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select l.customer_id as id from loan l
      where l.institution_id = ${institutionId} and l.status = 'active'
        and l.oldest_unpaid_on = any(${lateDays.map((late) => addDays(day, -late))}::date[])
      union
      select l.customer_id from repayment r
      join loan l on l.institution_id = r.institution_id and l.id = r.loan_id
      where r.institution_id = ${institutionId} and r.paid_on = ${day}
      union
      select c.debtor_id from collection_promise p
      join collection_case c on c.institution_id = p.institution_id and c.id = p.case_id
      where p.institution_id = ${institutionId} and p.state = 'broken' and p.settled_on = ${day}
      union
      select i.customer_id from inspection i where i.institution_id = ${institutionId} and i.missed_on = ${day}
      union
      select f.customer_id from file_update f where f.institution_id = ${institutionId} and f.flagged_on = ${day}
      union
      select c.customer_id from covenant_test t
      join covenant c on c.institution_id = t.institution_id and c.id = t.covenant_id
      where t.institution_id = ${institutionId}
        and (t.tested_on = ${day} or t.resolution = 'waived' and t.waived_until = ${addDays(day, -1)})
      union
      select v.customer_id from fact_verification v
      where v.institution_id = ${institutionId} and v.replaced_at is null and v.expires_on = ${addDays(day, -1)}
      union
      select l.customer_id from licence l
      where l.institution_id = ${institutionId} and l.removed_at is null and l.expires_on = ${addDays(day, -1)}
      union
      select s.customer_id from watch_signal s where s.institution_id = ${institutionId}
      union
      select t.customer_id from (
        select l.customer_id from loan_tier t join loan l on l.institution_id = t.institution_id and l.id = t.loan_id
        where t.institution_id = ${institutionId} and t.valid_from = ${day} and t.known_to is null
      ) t
    ) watched
    where ${after}::uuid is null or id > ${after}::uuid
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
