import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { insertRows } from '../insert-rows.queries.ts'

export interface AccessRow {
  institutionId: string
  at: Date
  id: string
  staffId: string
  customerId: string
  what: string
}

export function insertAccesses(tx: Tx, rows: readonly AccessRow[]): Promise<void> {
  return insertRows(
    tx,
    'accessLog',
    {
      institutionId: 'uuid',
      at: 'timestamptz',
      id: 'uuid',
      staffId: 'uuid',
      customerId: 'uuid',
      what: 'text',
    },
    rows,
  )
}

/** Who opened a customer's file, the latest first; `before` is the id of the last row of the page before. */
export function listAccesses(
  tx: Tx,
  institutionId: string,
  customerId: string,
  { before, limit }: { before: string | undefined; limit: number },
) {
  let query = tx
    .selectFrom('accessLog as opened')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'opened.institutionId')
        .onRef('staff.id', '=', 'opened.staffId'),
    )
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .select([
      'opened.id',
      'opened.at',
      'opened.what',
      'staff.name as staffName',
      'staff.number as staffNumber',
      'branch.name as branchName',
    ])
    .where('opened.institutionId', '=', institutionId)
    .where('opened.customerId', '=', customerId)
    .orderBy('opened.at', 'desc')
    .orderBy('opened.id', 'desc')
    .limit(limit)
  if (before !== undefined) {
    query = query.where(
      sql<boolean>`(opened.at, opened.id) < (
        select at, id from access_log
        where institution_id = ${institutionId} and customer_id = ${customerId} and id = ${before})`,
    )
  }
  return query.execute()
}
