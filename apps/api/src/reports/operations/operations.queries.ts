import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { AuditedEntity } from '../../audit/audit.queries.ts'

export interface OperationEvent {
  entityId: string
  seq: number
  entity: AuditedEntity
  action: string
  at: Date
  body: string
  staffNumber: string | null
  staffName: string | null
}

export interface OperationsFilter {
  institutionId: string
  /** Days of Beijing time, both included. */
  from: string
  to: string
  entity?: AuditedEntity | undefined
  after?: { at: string; entityId: string; seq: number } | undefined
  limit: number
}

/** The events of a period, the latest first, with who made them. */
export async function listOperations(tx: Tx, filter: OperationsFilter): Promise<OperationEvent[]> {
  const { institutionId, from, to, entity, after, limit } = filter
  const rows = await tx
    .selectFrom('auditEvent as event')
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'event.institutionId')
        .onRef('staff.id', '=', 'event.staffId'),
    )
    .select(['event.entityId', 'event.seq', 'event.entity', 'event.action', 'event.at'])
    .select(['event.body', 'staff.number as staffNumber', 'staff.name as staffName'])
    .where('event.institutionId', '=', institutionId)
    .where('event.at', '>=', sql<Date>`(${from}::date)::timestamp at time zone 'Asia/Shanghai'`)
    .where('event.at', '<', sql<Date>`(${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
    .$if(entity !== undefined, (query) => query.where('event.entity', '=', entity ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(event.at, event.entity_id, event.seq)
          < (${after?.at ?? null}::timestamptz, ${after?.entityId ?? null}::uuid, ${after?.seq ?? 0}::integer)`,
      ),
    )
    .orderBy('event.at', 'desc')
    .orderBy('event.entityId', 'desc')
    .orderBy('event.seq', 'desc')
    .limit(limit)
    .execute()
  return rows as OperationEvent[]
}

export async function countOperations(
  tx: Tx,
  { institutionId, from, to, entity }: Omit<OperationsFilter, 'after' | 'limit'>,
): Promise<number> {
  const row = await tx
    .selectFrom('auditEvent as event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('event.institutionId', '=', institutionId)
    .where('event.at', '>=', sql<Date>`(${from}::date)::timestamp at time zone 'Asia/Shanghai'`)
    .where('event.at', '<', sql<Date>`(${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
    .$if(entity !== undefined, (query) => query.where('event.entity', '=', entity ?? ''))
    .executeTakeFirstOrThrow()
  return row.count
}
