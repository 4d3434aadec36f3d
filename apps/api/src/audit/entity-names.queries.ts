import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { AuditedEntity } from './audit.queries.ts'

/** What an entity is called: its number, and its name where it has one. */
export interface EntityName {
  id: string
  number: string
  name: string
  /** Of a customer: a person's name may have to be masked. */
  kind: string | null
}

const named: Partial<Record<AuditedEntity, { table: string; number: string; name: string }>> = {
  branch: { table: 'branch', number: 'code', name: 'name' },
  staff: { table: 'staff', number: 'number', name: 'name' },
  customer: { table: 'customer', number: 'number', name: 'name' },
  group: { table: 'customer_group', number: 'number', name: 'name' },
  application: { table: 'application', number: 'number', name: "''" },
  loan: { table: 'loan', number: 'number', name: "''" },
  import: { table: 'import_batch', number: 'file_name', name: "''" },
  report: { table: 'report', number: "code || ' ' || as_of || ' v' || version", name: "''" },
}

export async function listEntityNames(
  tx: Tx,
  institutionId: string,
  entity: AuditedEntity,
  ids: readonly string[],
): Promise<EntityName[]> {
  const source = named[entity]
  if (!source || ids.length === 0) return []
  const kind = entity === 'customer' ? sql`kind` : sql`null::text`
  const { rows } = await sql<EntityName>`
    select id, ${sql.raw(source.number)} as number, ${sql.raw(source.name)} as name, ${kind} as kind
    from ${sql.table(source.table)}
    where institution_id = ${institutionId} and id = any (${ids}::uuid[])`.execute(tx)
  return rows
}
