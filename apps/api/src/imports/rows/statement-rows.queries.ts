import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

export interface ImportedStatement {
  institutionId: string
  id: string
  customerId: string
  periodEnd: string
  period: string
  scope: string
  isAudited: boolean
  source: string
  figures: string
  netAssets: number | null
  correctsId: string | null
  reason: string | null
  importBatchId: string
  recordedBy: string
  recordedAt: Date
}

const columns: Columns<ImportedStatement> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  periodEnd: 'date',
  period: 'text',
  scope: 'text',
  isAudited: 'boolean',
  source: 'text',
  figures: 'jsonb',
  netAssets: 'bigint',
  correctsId: 'uuid',
  reason: 'text',
  importBatchId: 'uuid',
  recordedBy: 'uuid',
  recordedAt: 'timestamptz',
}

export function insertStatements(tx: Tx, rows: readonly ImportedStatement[]): Promise<void> {
  return insertRows(tx, 'financialStatement', columns, rows)
}

export interface KnownStatement {
  id: string
  isAudited: boolean
  figures: unknown
}

/** What there may be one statement of. */
export function statementKey(statement: {
  customerId: string
  periodEnd: string
  period: string
  scope: string
}): string {
  const { customerId, periodEnd, period, scope } = statement
  return [customerId, periodEnd, period, scope].join('|')
}

/** The statements in force of some customers, by what there may be one of. */
export async function listKnownStatements(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, KnownStatement>> {
  const rows = await tx
    .selectFrom('financialStatement')
    .select(['id', 'customerId', 'periodEnd', 'period', 'scope', 'isAudited', 'figures'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .where('replacedAt', 'is', null)
    .execute()
  return new Map(rows.map((row) => [statementKey(row), row]))
}

export async function listKinds(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'kind'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...customerIds]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** Marks statements as replaced at an instant; null puts them into force again. */
export async function replaceStatements(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  replacedAt: Date | null,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('financialStatement')
    .set({ replacedAt })
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

/** Takes back those of a batch that are still in force; gives what each of them had replaced. */
export async function deleteStatements(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<{ id: string; correctsId: string | null }[]> {
  return tx
    .deleteFrom('financialStatement')
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('replacedAt', 'is', null)
    .returning(['id', 'correctsId'])
    .execute()
}
