import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** Customers on which nothing rests: no loan, application, relation, membership, document or contact. */
export async function listUnused(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c
    where c.institution_id = ${institutionId} and c.id = any(${[...ids]}::uuid[])
      and not exists (select 1 from loan x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from application x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from reservation x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from document x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from contact x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from relation x where x.institution_id = c.institution_id and x.from_id = c.id)
      and not exists (select 1 from relation x where x.institution_id = c.institution_id and x.to_id = c.id)
      and not exists (select 1 from group_member x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from group_node x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from financial_statement x where x.institution_id = c.institution_id and x.customer_id = c.id)
      and not exists (select 1 from licence x where x.institution_id = c.institution_id and x.customer_id = c.id)`.execute(
    tx,
  )
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
