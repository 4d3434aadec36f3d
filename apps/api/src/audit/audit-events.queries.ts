import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { type AuditedEntity } from './audit.queries.ts'

export interface EventFilter {
  from: string
  to: string
  entity?: AuditedEntity | undefined
  entityId?: string | undefined
  staffId?: string | undefined
  action?: string | undefined
  after?: { at: string; entityId: string; seq: number } | undefined
  limit: number
}

/** Newest first, with who did it. The days are the institution's, in Beijing time. */
export async function listAuditEvents(tx: Tx, institutionId: string, filter: EventFilter) {
  const { after } = filter
  const further = after
    ? sql`and (e.at, e.entity_id, e.seq) < (${after.at}::timestamptz, ${after.entityId}::uuid, ${after.seq}::int)`
    : sql``
  const { rows } = await sql<{
    entityId: string
    seq: number
    entity: string
    action: string
    at: Date
    body: string
    staffId: string | null
    staff: string | null
    staffNumber: string | null
    hash: string
  }>`
    select e.entity_id, e.seq, e.entity, e.action, e.at, e.body, e.staff_id, s.name as staff, s.number as staff_number, encode(e.hash, 'hex') as hash
    from audit_event e left join staff s on s.institution_id = e.institution_id and s.id = e.staff_id
    where e.institution_id = ${institutionId}
      and e.at >= (${filter.from}::date)::timestamp at time zone 'Asia/Shanghai'
      and e.at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      and (${filter.entity ?? null}::text is null or e.entity = ${filter.entity ?? null})
      and (${filter.entityId ?? null}::uuid is null or e.entity_id = ${filter.entityId ?? null}::uuid)
      and (${filter.staffId ?? null}::uuid is null or e.staff_id = ${filter.staffId ?? null}::uuid)
      and (${filter.action ?? null}::text is null or e.action = ${filter.action ?? null})
      ${further}
    order by e.at desc, e.entity_id desc, e.seq desc limit ${filter.limit}`.execute(tx)
  return rows
}
