import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { moving } from '../../duplicates/what-moves.queries.ts'

/** Columns by which something else rests on a customer; what a merge moves rests on it, and more. */
const restingOn = [
  ...Object.values(moving).map(({ table, column }) => [table, column] as const),
  ['reservation', 'customer_id'],
  ['relation', 'from_id'],
  ['relation', 'to_id'],
  ['group_member', 'customer_id'],
  ['group_node', 'customer_id'],
  ['financial_statement', 'customer_id'],
  ['fact_verification', 'customer_id'],
  ['connected_set', 'root_customer_id'],
  ['connected_set_member', 'customer_id'],
  ['merge_case', 'survivor_id'],
  ['merge_case', 'merged_id'],
] as const

/** Customers on which nothing rests. */
export async function listUnused(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const resting = restingOn.map(
    ([table, column]) => sql`not exists (select 1 from ${sql.table(table)} x
      where x.institution_id = c.institution_id and x.${sql.ref(column)} = c.id)`,
  )
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c
    where c.institution_id = ${institutionId} and c.id = any(${[...ids]}::uuid[])
      and ${sql.join(resting, sql` and `)}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** A customer that never should have been, with its key: what was known of it is gone for good. */
export async function deleteCustomers(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<void> {
  const given = sql`${[...ids]}::uuid[]`
  await sql`delete from party_name where institution_id = ${institutionId} and party_id = any(${given})`.execute(
    tx,
  )
  await sql`delete from customer_version where institution_id = ${institutionId} and customer_id = any(${given})`.execute(
    tx,
  )
  for (const column of ['one_id', 'other_id']) {
    await sql`delete from link_suggestion where institution_id = ${institutionId} and ${sql.ref(column)} = any(${given})`.execute(
      tx,
    )
  }
  for (const derived of ['fact_conflict', 'quality_issue', 'watch_signal']) {
    await sql`delete from ${sql.table(derived)} where institution_id = ${institutionId} and customer_id = any(${given})`.execute(
      tx,
    )
  }
  await sql`delete from party_key where institution_id = ${institutionId} and party_id = any(${given})`.execute(
    tx,
  )
  await sql`delete from external_reference where institution_id = ${institutionId} and entity_id = any(${given})`.execute(
    tx,
  )
  await sql`delete from customer where institution_id = ${institutionId} and id = any(${given})`.execute(
    tx,
  )
}
