import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { GroupQuestion } from './group-relations.queries.ts'

/** Currencies that members owe in and that no rate is on file for. */
export async function listUnknownCurrencies(
  tx: Tx,
  { institutionId, groupId, day }: GroupQuestion,
): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    select distinct l.currency from group_node n
    join loan l on l.institution_id = n.institution_id and l.customer_id = n.customer_id
    join institution i on i.id = n.institution_id
    where n.institution_id = ${institutionId} and n.group_id = ${groupId} and n.has_unknown_currency
      and l.status = 'active' and l.balance > 0 and l.currency <> i.currency
      and not exists (select from exchange_rate r
        where r.institution_id = ${institutionId} and r.currency = l.currency and r.day <= ${day})
    order by 1`.execute(tx)
  return rows.map(({ currency }) => currency)
}
