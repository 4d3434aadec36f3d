import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** What an import of this source has left, counted without the operations. */
export async function listNumbersOf(tx: Tx, institutionId: string, source: string) {
  const { rows } = await sql<{
    customers: number
    formerNames: number
    loans: number
    currencies: string[]
  }>`
    with refs as (
      select kind, entity_id from external_reference
      where institution_id = ${institutionId} and source = ${source})
    select
      (select count(distinct entity_id) from refs where kind = 'customer') as customers,
      (select count(*) from party_name n
        where n.institution_id = ${institutionId} and n.kind = 'former'
        and n.party_id in (select entity_id from refs where kind = 'customer')) as "formerNames",
      (select count(*) from loan l where l.institution_id = ${institutionId}
        and l.id in (select entity_id from refs where kind = 'loan')) as loans,
      (select coalesce(array_agg(distinct l.currency), '{}') from loan l
        where l.institution_id = ${institutionId}
        and l.id in (select entity_id from refs where kind = 'loan')) as currencies`.execute(tx)
  return rows[0]
}

export function batchState(tx: Tx, place: { institutionId: string; batchId: string }) {
  return tx
    .selectFrom('importBatch')
    .select(['status', 'rowsRead', 'accepted', 'unchanged', 'rejected'])
    .where('institutionId', '=', place.institutionId)
    .where('id', '=', place.batchId)
    .executeTakeFirst()
}

export async function setBatchState(
  tx: Tx,
  place: { institutionId: string; batchId: string },
  state: { status: string; leaseUntil: Date },
): Promise<void> {
  await tx
    .updateTable('importBatch')
    .set(state)
    .where('institutionId', '=', place.institutionId)
    .where('id', '=', place.batchId)
    .execute()
}
