import type { DB, Db, Tx } from '@banyan/database'
import type { ImportKind } from '@banyan/domain/imports/file-kinds'
import { type Insertable, type Selectable, sql } from 'kysely'

export type BatchStatus =
  | 'uploaded'
  | 'waiting'
  | 'running'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undone'

export type BatchRow = Omit<Selectable<DB['importBatch']>, 'kind' | 'status' | 'auditHead'> & {
  kind: ImportKind
  status: BatchStatus
}

export interface BatchPlace {
  institutionId: string
  batchId: string
}

const columns = [
  'institutionId',
  'id',
  'kind',
  'source',
  'fileName',
  'fileDigest',
  'fileSize',
  'mapping',
  'isDryRun',
  'status',
  'totalRows',
  'rowsRead',
  'accepted',
  'unchanged',
  'rejected',
  'cancelAsked',
  'leaseUntil',
  'failure',
  'madeBy',
  'madeAt',
  'finishedAt',
  'undoneBy',
  'auditSeq',
] as const

export async function insertBatch(tx: Tx, row: Insertable<DB['importBatch']>): Promise<void> {
  await tx.insertInto('importBatch').values(row).execute()
}

export async function findBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
): Promise<BatchRow | undefined> {
  const row = await tx
    .selectFrom('importBatch')
    .select(columns)
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .executeTakeFirst()
  return row as BatchRow | undefined
}

export async function lockBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
): Promise<BatchRow | undefined> {
  const row = await tx
    .selectFrom('importBatch')
    .select(columns)
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .forUpdate()
    .executeTakeFirst()
  return row as BatchRow | undefined
}

/** The newest first; `madeBy` leaves those of others out. */
export async function listBatches(
  tx: Tx,
  institutionId: string,
  { madeBy, before, limit }: { madeBy?: string; before?: { at: Date; id: string }; limit: number },
) {
  let query = tx
    .selectFrom('importBatch')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'importBatch.institutionId')
        .onRef('staff.id', '=', 'importBatch.madeBy'),
    )
    .select(columns.map((column) => `importBatch.${column}` as const))
    .select('staff.name as madeByName')
    .where('importBatch.institutionId', '=', institutionId)
  if (madeBy !== undefined) query = query.where('importBatch.madeBy', '=', madeBy)
  if (before !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('importBatch.madeAt', '<', before.at),
        eb.and([eb('importBatch.madeAt', '=', before.at), eb('importBatch.id', '<', before.id)]),
      ]),
    )
  }
  const rows = await query
    .orderBy('importBatch.madeAt', 'desc')
    .orderBy('importBatch.id', 'desc')
    .limit(limit)
    .execute()
  return rows as (BatchRow & { madeByName: string })[]
}

/** Batches that wait to be carried out, or whose carrier has not been heard of for too long. */
export async function listWaitingBatches(tx: Tx, institutionId: string, now: Date) {
  const rows = await tx
    .selectFrom('importBatch')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'waiting'),
        eb.and([eb('status', '=', 'running'), eb('leaseUntil', '<', now)]),
      ]),
    )
    .orderBy('madeAt')
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes the batch for this process, or nothing when another carries it out. */
export async function takeBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<BatchRow | undefined> {
  const row = await tx
    .updateTable('importBatch')
    .set({ status: 'running', leaseUntil })
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'waiting'),
        eb.and([eb('status', '=', 'running'), eb('leaseUntil', '<', now)]),
      ]),
    )
    .returning(columns)
    .executeTakeFirst()
  return row as BatchRow | undefined
}

export interface BatchCounts {
  rowsRead: number
  accepted: number
  unchanged: number
  rejected: number
}

/** Moves the counters on from where they are believed to stand; undefined when someone else moved them. */
export async function advanceBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  step: { from: number; counts: BatchCounts; leaseUntil: Date },
): Promise<{ cancelAsked: boolean } | undefined> {
  const { from, counts, leaseUntil } = step
  return tx
    .updateTable('importBatch')
    .set({ ...counts, leaseUntil })
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .where('status', '=', 'running')
    .where('rowsRead', '=', from)
    .returning('cancelAsked')
    .executeTakeFirst()
}

/** Whether the batch is still running, and whether somebody asked to stop it. */
export function findCancelAsked(tx: Tx, { institutionId, batchId }: BatchPlace) {
  return tx
    .selectFrom('importBatch')
    .select(['cancelAsked', 'status'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .executeTakeFirst()
}

export async function setBatch(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  changes: Partial<Insertable<DB['importBatch']>>,
): Promise<void> {
  await tx
    .updateTable('importBatch')
    .set(changes)
    .where('institutionId', '=', institutionId)
    .where('id', '=', batchId)
    .execute()
}

export async function insertFilePart(tx: Tx, row: Insertable<DB['importFile']>): Promise<void> {
  await tx.insertInto('importFile').values(row).execute()
}

export function findFilePart(tx: Tx, { institutionId, batchId }: BatchPlace, part: number) {
  return tx
    .selectFrom('importFile')
    .select('content')
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
    .where('part', '=', part)
    .executeTakeFirst()
}

export async function keepMapping(tx: Tx, row: Insertable<DB['importMapping']>): Promise<void> {
  const { mapping, usedAt } = row
  await tx
    .insertInto('importMapping')
    .values(row)
    .onConflict((c) =>
      c.columns(['institutionId', 'kind', 'headerDigest']).doUpdateSet({ mapping, usedAt }),
    )
    .execute()
}

export function findMapping(tx: Tx, institutionId: string, kind: string, headerDigest: Buffer) {
  return tx
    .selectFrom('importMapping')
    .select('mapping')
    .where('institutionId', '=', institutionId)
    .where('kind', '=', kind)
    .where('headerDigest', '=', headerDigest)
    .executeTakeFirst()
}

/** Every institution there is: the wall does not hold this list back. */
export function listInstitutionIds(db: Db) {
  return db.selectFrom('institution').select('id').orderBy('id').execute()
}

/**
 * In a fresh database the checks of foreign keys are planned while their tables are empty, and would read
 * them whole for every row of an import that fills them.
 */
export async function preferIndexes(tx: Tx): Promise<void> {
  await sql`set local enable_seqscan = off`.execute(tx)
}
