import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface ExpiredPaper {
  customerId: string
  /** A field that was proved, or a licence of a kind. */
  source: 'fact' | 'licence'
  what: string
  expiredOn: Day
}

/** What has run out before a day among a group's members, where no valid licence of the kind stands beside it. */
export async function listExpiredPapers(
  tx: Tx,
  institutionId: string,
  groupId: string,
  on: Day,
): Promise<ExpiredPaper[]> {
  const memberOf = (paper: string) =>
    sql`join group_node n on n.institution_id = ${institutionId} and n.customer_id = ${sql.ref(`${paper}.customer_id`)}
      and n.group_id = ${groupId}`
  const { rows } = await sql<ExpiredPaper>`
    select v.customer_id as "customerId", 'fact' as source, v.field as what, v.expires_on as "expiredOn"
    from fact_verification v ${memberOf('v')}
    where v.institution_id = ${institutionId} and v.replaced_at is null and v.expires_on < ${on}
    union all
    select l.customer_id, 'licence', l.kind, l.expires_on from licence l ${memberOf('l')}
    where l.institution_id = ${institutionId} and l.removed_at is null and l.expires_on < ${on}
      and not exists (select from licence good
        where good.institution_id = l.institution_id and good.customer_id = l.customer_id and good.kind = l.kind
          and good.removed_at is null and (good.expires_on is null or good.expires_on >= ${on}))
    order by 1, 4, 3`.execute(tx)
  return rows
}
