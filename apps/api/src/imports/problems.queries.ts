import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import type { BatchPlace } from './batches.queries.ts'

export interface ProblemRow {
  institutionId: string
  batchId: string
  rowNumber: number
  position: number
  columnName: string
  code: string
  message: string
  valueSealed: Buffer | null
  rowSealed: Buffer | null
  keyVersion: number
}

const problemColumns: Columns<ProblemRow> = {
  institutionId: 'uuid',
  batchId: 'uuid',
  rowNumber: 'integer',
  position: 'integer',
  columnName: 'text',
  code: 'text',
  message: 'text',
  valueSealed: 'bytea',
  rowSealed: 'bytea',
  keyVersion: 'integer',
}

export function insertProblems(tx: Tx, rows: readonly ProblemRow[]): Promise<void> {
  return insertRows(tx, 'importProblem', problemColumns, rows)
}

/** In the order of the file, after the given problem. */
export async function listProblems(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  { after, limit }: { after?: { rowNumber: number; position: number }; limit: number },
): Promise<ProblemRow[]> {
  let query = tx
    .selectFrom('importProblem')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
  if (after) {
    const { rowNumber, position } = after
    query = query.where((eb) =>
      eb(eb.refTuple('rowNumber', 'position'), '>', eb.tuple(rowNumber, position)),
    )
  }
  return query.orderBy('rowNumber').orderBy('position').limit(limit).execute()
}

export async function listRejectedRows(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
): Promise<number[]> {
  const rows = await tx
    .selectFrom('importProblem')
    .select('rowNumber')
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
    .where('position', '=', 0)
    .execute()
  return rows.map(({ rowNumber }) => rowNumber)
}

/** How often each column was refused for each reason. */
export function countProblems(tx: Tx, { institutionId, batchId }: BatchPlace) {
  return tx
    .selectFrom('importProblem')
    .select(['columnName', 'code'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
    .groupBy(['columnName', 'code'])
    .orderBy('count', 'desc')
    .orderBy('columnName')
    .orderBy('code')
    .limit(100)
    .execute()
}

export async function deleteProblems(tx: Tx, { institutionId, batchId }: BatchPlace) {
  await tx
    .deleteFrom('importProblem')
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
    .execute()
}

export type ChangedEntity =
  | 'customer'
  | 'relation'
  | 'group'
  | 'loan'
  | 'repayment'
  | 'registry'
  | 'statement'
  | 'event'
  | 'inflow'

export interface ChangeRow {
  institutionId: string
  batchId: string
  entity: ChangedEntity
  entityId: string
  change: 'created' | 'updated'
  /** What undoing needs to know; no personal data. */
  before: string | null
}

/** The first change of an entity in a batch is the one that undoing goes back to; the last says how it was left. */
export async function insertChanges(tx: Tx, rows: readonly ChangeRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = (name: keyof ChangeRow) => rows.map((row) => row[name])
  await sql`
    insert into import_change (institution_id, batch_id, entity, entity_id, change, before)
    select distinct on (2, 3, 4) * from unnest(
      ${column('institutionId')}::uuid[], ${column('batchId')}::uuid[], ${column('entity')}::text[],
      ${column('entityId')}::uuid[], ${column('change')}::text[], ${column('before')}::text[])
    on conflict (institution_id, batch_id, entity, entity_id) do update
    set before = (import_change.before::jsonb
      || jsonb_build_object('after', excluded.before::jsonb -> 'after'))::text`.execute(tx)
}

export async function listChanges(
  tx: Tx,
  { institutionId, batchId }: BatchPlace,
  { entity, after, limit }: { entity: ChangedEntity; after?: string; limit: number },
): Promise<ChangeRow[]> {
  let query = tx
    .selectFrom('importChange')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('batchId', '=', batchId)
    .where('entity', '=', entity)
  if (after !== undefined) query = query.where('entityId', '>', after)
  return (await query.orderBy('entityId').limit(limit).execute()) as ChangeRow[]
}
