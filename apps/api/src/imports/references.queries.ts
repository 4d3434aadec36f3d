import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** What the outside's identifiers name: rows of one kind and source to entities of ours. */
export type ReferenceKind = 'customer' | 'customer-name' | 'relation' | 'loan' | 'repayment'

export interface Reference {
  externalId: string
  entityId: string
  contentDigest: Buffer | null
}

export async function listReferences(
  tx: Tx,
  place: { institutionId: string; kind: ReferenceKind; source: string },
  externalIds: readonly string[],
): Promise<Map<string, Reference>> {
  if (externalIds.length === 0) return new Map()
  const { institutionId, kind, source } = place
  const { rows } = await sql<Reference>`
    select external_id as "externalId", entity_id as "entityId", content_digest as "contentDigest"
    from external_reference
    where institution_id = ${institutionId} and kind = ${kind} and source = ${source}
      and external_id = any(${[...externalIds]}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.externalId, row]))
}

/** Entities by identifiers of any source; one that several sources use for different entities names none. */
export async function listReferencesOfAnySource(
  tx: Tx,
  institutionId: string,
  kind: ReferenceKind,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map()
  const { rows } = await sql<{ externalId: string; entityId: string }>`
    select external_id as "externalId", min(entity_id::text) as "entityId"
    from external_reference
    where institution_id = ${institutionId} and kind = ${kind}
      and external_id = any(${[...externalIds]}::text[])
    group by external_id having count(distinct entity_id) = 1`.execute(tx)
  return new Map(rows.map(({ externalId, entityId }) => [externalId, entityId]))
}

export async function setReferences(
  tx: Tx,
  place: { institutionId: string; kind: ReferenceKind; source: string },
  references: readonly Reference[],
): Promise<void> {
  if (references.length === 0) return
  const { institutionId, kind, source } = place
  const last = [...new Map(references.map((row) => [row.externalId, row])).values()]
  await sql`
    insert into external_reference
      (institution_id, kind, source, external_id, entity_id, content_digest)
    select ${institutionId}, ${kind}, ${source}, * from unnest(
      ${last.map((row) => row.externalId)}::text[], ${last.map((row) => row.entityId)}::uuid[],
      ${last.map((row) => row.contentDigest)}::bytea[])
    on conflict (institution_id, kind, source, external_id)
    do update set entity_id = excluded.entity_id, content_digest = excluded.content_digest`.execute(
    tx,
  )
}

export async function deleteReferencesOf(
  tx: Tx,
  institutionId: string,
  entityIds: readonly string[],
): Promise<void> {
  await sql`
    delete from external_reference
    where institution_id = ${institutionId} and entity_id = any(${[...entityIds]}::uuid[])`.execute(
    tx,
  )
}

/** After an undo the next file must not find what it brings unchanged. */
export async function forgetContentOf(
  tx: Tx,
  institutionId: string,
  entityIds: readonly string[],
): Promise<void> {
  await sql`
    update external_reference set content_digest = null
    where institution_id = ${institutionId} and entity_id = any(${[...entityIds]}::uuid[])`.execute(
    tx,
  )
}
