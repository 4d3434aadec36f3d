import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

export interface ImportedEvent {
  institutionId: string
  id: string
  customerId: string
  kind: string
  happenedOn: string
  amount: number | null
  source: string
  evidence: string
  enteredBy: string
  enteredAt: Date
  endedOn: string | null
  endedBy: string | null
  endReason: string | null
  importBatchId: string
}

const eventColumns: Columns<ImportedEvent> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  kind: 'text',
  happenedOn: 'date',
  amount: 'bigint',
  source: 'text',
  evidence: 'text',
  enteredBy: 'uuid',
  enteredAt: 'timestamptz',
  endedOn: 'date',
  endedBy: 'uuid',
  endReason: 'text',
  importBatchId: 'uuid',
}

export function insertEvents(tx: Tx, rows: readonly ImportedEvent[]): Promise<void> {
  return insertRows(tx, 'riskEvent', eventColumns, rows)
}

/** By what an event is known again. */
export function eventKey(event: {
  customerId: string
  kind: string
  happenedOn: string
  evidence: string
}): string {
  const { customerId, kind, happenedOn, evidence } = event
  return JSON.stringify([customerId, kind, happenedOn, evidence])
}

export interface KnownEvent {
  id: string
  amount: number | null
  endedOn: string | null
}

export async function listKnownEvents(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, KnownEvent>> {
  const rows = await tx
    .selectFrom('riskEvent')
    .select(['id', 'customerId', 'kind', 'happenedOn', 'evidence', 'amount', 'endedOn'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [eventKey(row), row]))
}

/** Ends events, or with nulls lets them go on; those ended otherwise since stay as they are. */
export async function setEventEnds(
  tx: Tx,
  institutionId: string,
  ends: readonly { id: string; from: string | null; to: string | null; by: string | null }[],
): Promise<number> {
  if (ends.length === 0) return 0
  const given = sql`${JSON.stringify(ends)}::jsonb`
  const { numAffectedRows } = await sql`
    update risk_event r set ended_on = e."to", ended_by = e."by", end_reason = case when e."to" is null then null else 'imported' end
    from jsonb_to_recordset(${given}) as e(id uuid, "from" date, "to" date, "by" uuid)
    where r.institution_id = ${institutionId} and r.id = e.id and r.ended_on is not distinct from e."from"`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** Those of the events after which the owner of a loan was asked about its rate. */
export function listEventsAskedAbout(tx: Tx, institutionId: string, ids: readonly string[]) {
  return tx
    .selectFrom('riskEvent')
    .select(['id', 'evidence'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where(
      sql<boolean>`exists (select 1 from repricing where repricing.institution_id = risk_event.institution_id
        and repricing.event_id = risk_event.id)`,
    )
    .execute()
}

/** Takes back what a batch brought; gives the ids. */
export async function deleteOfBatch(
  tx: Tx,
  institutionId: string,
  table: 'riskEvent' | 'accountInflow',
  { batchId, ids }: { batchId: string; ids: readonly string[] },
): Promise<Set<string>> {
  const rows = await tx
    .deleteFrom(table)
    .where('institutionId', '=', institutionId)
    .where('importBatchId', '=', batchId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export interface ImportedInflow {
  institutionId: string
  id: string
  customerId: string
  month: string
  amount: number
  source: string
  enteredBy: string
  enteredAt: Date
  importBatchId: string
}

const inflowColumns: Columns<ImportedInflow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  month: 'text',
  amount: 'bigint',
  source: 'text',
  enteredBy: 'uuid',
  enteredAt: 'timestamptz',
  importBatchId: 'uuid',
}

export function insertInflows(tx: Tx, rows: readonly ImportedInflow[]): Promise<void> {
  return insertRows(tx, 'accountInflow', inflowColumns, rows)
}

/** What is known of each month: `customer month`. */
export async function listKnownInflows(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('accountInflow')
    .distinctOn(['customerId', 'month'])
    .select(['customerId', 'month', 'amount'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .orderBy('customerId')
    .orderBy('month')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ customerId, month, amount }) => [`${customerId} ${month}`, amount]))
}

/** Whose these rows are. */
export async function listCustomersOf(
  tx: Tx,
  institutionId: string,
  table: 'riskEvent' | 'accountInflow',
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom(table)
    .select('customerId')
    .distinct()
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map(({ customerId }) => customerId)
}

/** The days on which an import ended these events, of those it ended still. */
export async function listEndsOf(
  tx: Tx,
  institutionId: string,
  { ids, by }: { ids: readonly string[]; by: string },
): Promise<{ id: string; endedOn: string }[]> {
  const rows = await tx
    .selectFrom('riskEvent')
    .select(['id', 'endedOn'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where('endReason', '=', 'imported')
    .where('endedBy', '=', by)
    .execute()
  return rows.flatMap(({ id, endedOn }) => (endedOn === null ? [] : [{ id, endedOn }]))
}
