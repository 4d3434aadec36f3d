import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

export interface ConflictRow {
  institutionId: string
  id: string
  customerId: string
  field: string
  heldSource: string
  heldDigest: Buffer
  heldSealed: Buffer
  otherSource: string
  otherDigest: Buffer
  otherSealed: Buffer
  /** Which of the two the file uses since. */
  taken: 'held' | 'other'
  state: 'open'
  raisedAt: Date
  importBatchId: string | null
}

const conflictColumns: Columns<ConflictRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  field: 'text',
  heldSource: 'text',
  heldDigest: 'bytea',
  heldSealed: 'bytea',
  otherSource: 'text',
  otherDigest: 'bytea',
  otherSealed: 'bytea',
  taken: 'text',
  state: 'text',
  raisedAt: 'timestamptz',
  importBatchId: 'uuid',
}

/** Those that are new; the same disagreement is raised once, settled or not. */
export async function insertConflicts(tx: Tx, rows: readonly ConflictRow[]): Promise<void> {
  const known = await listRaised(tx, rows)
  const news = rows.filter((row) => !known.has(conflictKey(row)))
  const distinct = new Map(news.map((row) => [conflictKey(row), row]))
  await insertRows(tx, 'factConflict', conflictColumns, [...distinct.values()])
}

type Claim = Pick<
  ConflictRow,
  'customerId' | 'field' | 'heldDigest' | 'otherSource' | 'otherDigest'
>

export function conflictKey(claim: Claim): string {
  const { customerId, field, heldDigest, otherSource, otherDigest } = claim
  return [customerId, field, hex(heldDigest), otherSource, hex(otherDigest)].join('|')
}

const hex = (digest: Buffer) => Buffer.from(digest).toString('hex')

async function listRaised(tx: Tx, rows: readonly ConflictRow[]): Promise<Set<string>> {
  const [first] = rows
  if (!first) return new Set()
  const found = await listConflictsOf(
    tx,
    first.institutionId,
    rows.map(({ customerId }) => customerId),
  )
  return new Set(found.map(conflictKey))
}

/** Every disagreement ever raised about these customers. */
export function listConflictsOf(tx: Tx, institutionId: string, customerIds: readonly string[]) {
  return tx
    .selectFrom('factConflict')
    .select([
      'id',
      'customerId',
      'field',
      'heldDigest',
      'otherSource',
      'otherDigest',
      'taken',
      'state',
      'choice',
    ])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${[...new Set(customerIds)]}::uuid[])`)
    .execute()
}

/** Which fields of these customers somebody has vouched for. */
export async function listVerifiedFields(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('factVerification')
    .select(['customerId', 'field'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${[...customerIds]}::uuid[])`)
    .where('replacedAt', 'is', null)
    .execute()
  return new Set(rows.map(({ customerId, field }) => `${customerId}|${field}`))
}

/** Where each field of these customers came from, of what is recorded: the latest version that changed it. */
export async function listFieldSources(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ customerId: string; fields: string[] | null; source: string }>`
    select customer_id, fields, source from customer_version
    where institution_id = ${institutionId} and customer_id = any(${[...customerIds]}::uuid[])
    order by customer_id, version`.execute(tx)
  const sources = new Map<string, string>()
  for (const { customerId, fields, source } of rows) {
    if (fields === null) sources.set(customerId, source)
    for (const field of fields ?? []) sources.set(`${customerId}|${field}`, source)
  }
  return sources
}

/** A value that changed is no longer the one that was proved. */
export async function endVerifications(
  tx: Tx,
  institutionId: string,
  changed: readonly { customerId: string; fields: readonly string[] }[],
  at: Date,
): Promise<void> {
  const pairs = changed.flatMap(({ customerId, fields }) =>
    fields.map((field) => ({ customerId, field })),
  )
  if (pairs.length === 0) return
  await sql`
    update fact_verification v set replaced_at = ${at}
    from unnest(${pairs.map(({ customerId }) => customerId)}::uuid[], ${pairs.map(({ field }) => field)}::text[])
      as given(customer_id, field)
    where v.institution_id = ${institutionId} and v.customer_id = given.customer_id
      and v.field = given.field and v.replaced_at is null`.execute(tx)
}

/** What an import raised and nobody has settled goes with it. */
export async function deleteConflictsOfBatch(
  tx: Tx,
  institutionId: string,
  batchId: string,
): Promise<void> {
  await sql`
    delete from fact_conflict
    where institution_id = ${institutionId} and import_batch_id = ${batchId} and state = 'open'`.execute(
    tx,
  )
}
