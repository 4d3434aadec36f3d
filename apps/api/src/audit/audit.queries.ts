import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** The tables whose rows carry the head of their own audit chain. */
const chained = {
  institution: { table: 'institution_state', key: 'institution_id' },
  branch: { table: 'branch', key: 'id' },
  staff: { table: 'staff', key: 'id' },
  customer: { table: 'customer', key: 'id' },
  group: { table: 'customer_group', key: 'id' },
  application: { table: 'application', key: 'id' },
  loan: { table: 'loan', key: 'id' },
  import: { table: 'import_batch', key: 'id' },
  report: { table: 'report', key: 'id' },
} as const

export type AuditedEntity = keyof typeof chained
export const auditedEntities = Object.keys(chained) as AuditedEntity[]

export interface AuditRow {
  institutionId: string
  entity: AuditedEntity
  entityId: string
  action: string
  staffId: string
  at: Date
  body: string
}

/** One round trip: moves the head in the entity's row, whose lock is held anyway, and keeps the event. */
export async function insertAuditEvent(tx: Tx, row: AuditRow): Promise<void> {
  const { table, key } = chained[row.entity]
  const result = await sql<{ seq: number }>`
    with head as (
      update ${sql.table(table)} as entity
      set audit_seq = audit_seq + 1,
          audit_head = sha256(audit_head || convert_to(${row.body}, 'UTF8'))
      where entity.institution_id = ${row.institutionId} and entity.${sql.ref(key)} = ${row.entityId}
      returning audit_seq, audit_head
    )
    insert into audit_event (institution_id, entity_id, seq, entity, action, staff_id, at, body, hash)
    select ${row.institutionId}, ${row.entityId}, audit_seq, ${row.entity}, ${row.action},
      ${row.staffId}, ${row.at}, ${row.body}, audit_head
    from head
    returning seq`.execute(tx)
  if (result.rows.length !== 1) throw new Error(`no ${row.entity} ${row.entityId} to audit`)
}

/** As `insertAuditEvent`, for one event each of several entities of a kind: their rows are held in ascending id first. */
export async function insertAuditEvents(
  tx: Tx,
  entity: AuditedEntity,
  rows: readonly AuditRow[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const { table, key } = chained[entity]
  const ids = rows.map(({ entityId }) => entityId)
  const ofKey = sql`entity.institution_id = ${first.institutionId} and entity.${sql.ref(key)}`
  await sql`
    select from ${sql.table(table)} as entity where ${ofKey} = any(${ids}::uuid[])
    order by entity.${sql.ref(key)} for no key update`.execute(tx)
  const { rows: kept } = await sql`
    with given as materialized (
      select * from unnest(${ids}::uuid[], ${rows.map(({ action }) => action)}::text[],
        ${rows.map(({ body }) => body)}::text[]) as given (entity_id, action, body)
    ), head as (
      update ${sql.table(table)} as entity
      set audit_seq = entity.audit_seq + 1,
          audit_head = sha256(entity.audit_head || convert_to(given.body, 'UTF8'))
      from given where ${ofKey} = given.entity_id
      returning given.entity_id, given.action, given.body, entity.audit_seq, entity.audit_head
    )
    insert into audit_event (institution_id, entity_id, seq, entity, action, staff_id, at, body, hash)
    select ${first.institutionId}, entity_id, audit_seq, ${entity}, action, ${first.staffId}, ${first.at}, body, audit_head
    from head
    returning seq`.execute(tx)
  if (kept.length !== rows.length) throw new Error(`not every ${entity} to audit is there`)
}

export interface AuditHead {
  entity: AuditedEntity
  entityId: string
  seq: number
  head: Buffer
}

/** The heads that the entities' rows claim, for every entity with at least one event. */
export async function listAuditHeads(tx: Tx, institutionId: string): Promise<AuditHead[]> {
  const heads: AuditHead[] = []
  for (const entity of auditedEntities) {
    const { table, key } = chained[entity]
    const { rows } = await sql<{ entityId: string; seq: number; head: Buffer }>`
      select ${sql.ref(key)} as "entityId", audit_seq as seq, audit_head as head
      from ${sql.table(table)}
      where institution_id = ${institutionId} and (audit_seq > 0 or audit_head <> ''::bytea)`.execute(
      tx,
    )
    for (const row of rows) heads.push({ entity, ...row })
  }
  return heads
}

export interface StoredEvent {
  entityId: string
  seq: number
  entity: string
  action: string
  staffId: string | null
  at: Date
  body: string
  hash: Buffer
}

/** The next page of events in chain order, after the given one. */
export async function listEventsInChainOrder(
  tx: Tx,
  institutionId: string,
  after: { entityId: string; seq: number } | null,
  limit: number,
): Promise<StoredEvent[]> {
  let query = tx
    .selectFrom('auditEvent')
    .select(['entityId', 'seq', 'entity', 'action', 'staffId', 'at', 'body', 'hash'])
    .where('institutionId', '=', institutionId)
    .orderBy('entityId')
    .orderBy('seq')
    .limit(limit)
  if (after) {
    const { entityId, seq } = after
    query = query.where(sql<boolean>`(entity_id, seq) > (${entityId}, ${seq})`)
  }
  return query.execute()
}

/** Events that no seal covers yet, in chain order. */
export async function listUnsealedEvents(tx: Tx, institutionId: string, limit: number) {
  const { rows } = await sql<{ entityId: string; seq: number; hash: Buffer }>`
    select e.entity_id as "entityId", e.seq, e.hash
    from audit_event e
    left join audit_seal_leaf l
      on l.institution_id = e.institution_id and l.entity_id = e.entity_id and l.seq = e.seq
    where e.institution_id = ${institutionId} and l.seq is null
    order by e.entity_id, e.seq
    limit ${limit}`.execute(tx)
  return rows
}

export interface SealRow {
  number: number
  leaves: number
  root: Buffer
  chain: Buffer
  sealedAt: Date
}

export function listSeals(tx: Tx, institutionId: string): Promise<SealRow[]> {
  return tx
    .selectFrom('auditSeal')
    .select(['number', 'leaves', 'root', 'chain', 'sealedAt'])
    .where('institutionId', '=', institutionId)
    .orderBy('number')
    .execute()
}

/** The sealer's own lock: one sealer at a time per institution. */
export async function lockForSealing(tx: Tx, institutionId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`seal ${institutionId}`}, 0)) as locked`.execute(
    tx,
  )
  return rows[0]?.locked === true
}

export async function insertSeal(
  tx: Tx,
  institutionId: string,
  seal: SealRow,
  leaves: readonly { entityId: string; seq: number }[],
): Promise<void> {
  await tx
    .insertInto('auditSeal')
    .values({ institutionId, ...seal })
    .execute()
  const entityIds = leaves.map(({ entityId }) => entityId)
  const seqs = leaves.map(({ seq }) => seq)
  await sql`
    insert into audit_seal_leaf (institution_id, entity_id, seq, seal_number)
    select ${institutionId}, leaf.entity_id, leaf.seq, ${seal.number}
    from unnest(${entityIds}::uuid[], ${seqs}::int[]) as leaf(entity_id, seq)`.execute(tx)
}

/** The leaves of each seal with the hash its event has now; null where the event is gone. */
export async function listSealedHashes(tx: Tx, institutionId: string, sealNumber: number) {
  const { rows } = await sql<{ entityId: string; seq: number; hash: Buffer | null }>`
    select l.entity_id as "entityId", l.seq, e.hash
    from audit_seal_leaf l
    left join audit_event e
      on e.institution_id = l.institution_id and e.entity_id = l.entity_id and e.seq = l.seq
    where l.institution_id = ${institutionId} and l.seal_number = ${sealNumber}
    order by l.entity_id, l.seq`.execute(tx)
  return rows
}
