import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

export interface ImportedRelation {
  institutionId: string
  id: string
  fromId: string
  toId: string
  kind: string
  role: string | null
  percent: number | null
  votingPercent: number | null
  incomePercent: number | null
  dependencePercent: number | null
  amount: number | null
  validFrom: Day
  validTo: Day | null
  knownFrom: Date
  source: string
  evidence: string | null
  importBatchId: string
  createdBy: string
  correctsId: string | null
}

const columns: Columns<ImportedRelation> = {
  institutionId: 'uuid',
  id: 'uuid',
  fromId: 'uuid',
  toId: 'uuid',
  kind: 'text',
  role: 'text',
  percent: 'bigint',
  votingPercent: 'bigint',
  incomePercent: 'bigint',
  dependencePercent: 'bigint',
  amount: 'bigint',
  validFrom: 'date',
  validTo: 'date',
  knownFrom: 'timestamptz',
  source: 'text',
  evidence: 'text',
  importBatchId: 'uuid',
  createdBy: 'uuid',
  correctsId: 'uuid',
}

export function insertRelations(tx: Tx, rows: readonly ImportedRelation[]): Promise<void> {
  return insertRows(tx, 'relation', columns, rows)
}

export interface KnownRelation {
  id: string
  fromId: string
  toId: string
  kind: string
  role: string | null
  percent: number | null
  votingPercent: number | null
  incomePercent: number | null
  dependencePercent: number | null
  amount: number | null
  validFrom: Day
  validTo: Day | null
  evidence: string | null
}

/** What is believed now of how these pairs stand to each other. */
export async function listRelationsBetween(
  tx: Tx,
  institutionId: string,
  pairs: readonly { fromId: string; toId: string }[],
): Promise<KnownRelation[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<KnownRelation>`
    select r.id, r.from_id as "fromId", r.to_id as "toId", r.kind, r.role, r.percent,
      r.voting_percent as "votingPercent", r.income_percent as "incomePercent",
      r.dependence_percent as "dependencePercent", r.amount, r.valid_from as "validFrom",
      r.valid_to as "validTo", r.evidence
    from (select distinct * from unnest(${pairs.map(({ fromId }) => fromId)}::uuid[],
      ${pairs.map(({ toId }) => toId)}::uuid[])) as pair(from_id, to_id)
    join relation r on r.institution_id = ${institutionId} and r.from_id = pair.from_id
      and r.to_id = pair.to_id
    where r.known_to is null
    order by r.id`.execute(tx)
  return rows
}

/** Relations we no longer believe in this form; they stay readable. */
export async function endKnowledgeOf(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  knownTo: Date | null,
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update relation set known_to = ${knownTo}
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])`.execute(tx)
}

export async function deleteRelations(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from relation
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])`.execute(tx)
}

/** The parties that a batch's relations of these kinds connect. */
export async function listConnectedByBatch(
  tx: Tx,
  { institutionId, batchId }: { institutionId: string; batchId: string },
  kinds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select from_id as id from relation
    where institution_id = ${institutionId} and import_batch_id = ${batchId}
      and kind = any(${[...kinds]}::text[])
    union
    select to_id from relation
    where institution_id = ${institutionId} and import_batch_id = ${batchId}
      and kind = any(${[...kinds]}::text[])`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What the last step of an import made at its one instant: groups, and members of other groups. */
export async function listGroupsTouchedAt(
  tx: Tx,
  institutionId: string,
  at: Date,
): Promise<{ id: string; isNew: boolean }[]> {
  const { rows } = await sql<{ id: string; isNew: boolean }>`
    select distinct g.id, g.made_at = ${at} as "isNew"
    from group_member m
    join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
    where m.institution_id = ${institutionId} and m.known_from = ${at}`.execute(tx)
  return rows
}

export interface RelationEnds {
  id: string
  fromId: string
  toId: string
  /** The number of the customer it leads from. */
  number: string
  knownTo: Date | null
  importBatchId: string | null
}

export async function listRelationEnds(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<RelationEnds[]> {
  const { rows } = await sql<RelationEnds>`
    select r.id, r.from_id as "fromId", r.to_id as "toId", c.number, r.known_to as "knownTo",
      r.import_batch_id as "importBatchId"
    from relation r
    join customer c on c.institution_id = r.institution_id and c.id = r.from_id
    where r.institution_id = ${institutionId} and r.id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}
