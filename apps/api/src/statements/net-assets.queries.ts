import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { sql } from 'kysely'

/** The net assets of customers by their latest statement of a day, consolidated before own where both end on one day. */
export async function netAssetsOf(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
  on: Day,
): Promise<Map<string, Money>> {
  if (customerIds.length === 0) return new Map()
  const { rows } = await sql<{ customerId: string; netAssets: number }>`
    select distinct on (customer_id) customer_id, net_assets from financial_statement
    where institution_id = ${institutionId} and customer_id = any(${[...customerIds]}::uuid[])
      and replaced_at is null and net_assets is not null and period_end <= ${on}
    order by customer_id, period_end desc, scope, period`.execute(tx)
  return new Map(rows.map(({ customerId, netAssets }) => [customerId, money(netAssets)]))
}
