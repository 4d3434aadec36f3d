import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { BatchPlace } from './batches.queries.ts'

/** Imports that have ended and whose customers have not been compared with the others yet. */
export async function listBatchesToCompare(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('importBatch')
    .select(['id', 'madeBy'])
    .where('institutionId', '=', institutionId)
    .where('comparedAt', 'is', null)
    .where('finishedAt', 'is not', null)
    .where('kind', '=', 'customers')
    .where('isDryRun', '=', false)
    .where('status', 'in', ['done', 'cancelled'])
    .orderBy('finishedAt')
    .limit(10)
    .execute()
}

export async function setCompared(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  comparedAt: Date,
): Promise<void> {
  await tx
    .updateTable('importBatch')
    .set({ comparedAt })
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .execute()
}

/** The customers a batch made, in the order of their ids. */
export async function listCustomersOfBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customer
    where institution_id = ${institutionId} and import_batch_id = ${batchId}
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
