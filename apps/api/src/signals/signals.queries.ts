import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { insertRows } from '../insert-rows.queries.ts'

export interface SignalRow {
  institutionId: string
  id: string
  customerId: string
  cause: string
  notedAt: Date
}

export async function insertSignals(tx: Tx, rows: readonly SignalRow[]): Promise<void> {
  const columns = {
    institutionId: 'uuid',
    id: 'uuid',
    customerId: 'uuid',
    cause: 'text',
    notedAt: 'timestamptz',
  } as const
  await insertRows(tx, 'watchSignal', columns, rows)
}

/** Takes the oldest signals away; whoever looks at the same time takes others. */
export async function takeSignals(
  tx: Tx,
  institutionId: string,
  limit: number,
): Promise<{ customerId: string; cause: string; notedAt: Date }[]> {
  const { rows } = await sql<{ customerId: string; cause: string; notedAt: Date }>`
    delete from watch_signal s using (
      select institution_id, id from watch_signal
      where institution_id = ${institutionId} order by id limit ${limit} for update skip locked
    ) taken
    where s.institution_id = ${institutionId} and s.institution_id = taken.institution_id and s.id = taken.id
    returning s.customer_id, s.cause, s.noted_at`.execute(tx)
  return rows
}
