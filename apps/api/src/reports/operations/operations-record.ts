import { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { type AuditedEntity, auditedEntities } from '../../audit/audit.queries.ts'
import { cursorOf, IntegerText } from '../../cursor.ts'
import { listEntityNames } from '../../audit/entity-names.queries.ts'
import { listOperations, type OperationEvent } from './operations.queries.ts'

export const OperationsPeriod = z
  .object({
    from: Day,
    to: Day,
    entity: z.enum(auditedEntities as [AuditedEntity, ...AuditedEntity[]]).optional(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'ends-before-it-begins' })
export type OperationsPeriod = z.infer<typeof OperationsPeriod>

export const OperationsPage = OperationsPeriod.safeExtend({
  cursor: cursorOf(z.iso.datetime(), z.uuid(), IntegerText).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type OperationsPage = z.infer<typeof OperationsPage>

export interface Operation {
  at: string
  staffNumber: string | null
  staffName: string | null
  entity: AuditedEntity
  entityId: string
  seq: number
  /** Number, and name as this person may see it. */
  number: string
  name: string
  action: string
  detail: Record<string, unknown>
}

/** Who did what to what in a period, the latest first. */
export async function listOperationsPage(context: StaffContext, input: OperationsPage) {
  const { tx, institution } = context
  const { cursor, limit, ...period } = input
  const [at = '', entityId = '', seq = ''] = cursor?.split('|') ?? []
  const events = await listOperations(tx, {
    institutionId: institution.id,
    ...period,
    after: cursor ? { at, entityId, seq: Number(seq) } : undefined,
    limit: limit + 1,
  })
  const page = events.slice(0, limit)
  return {
    rows: await withNames(context, page),
    next: events.length > limit ? cursorAfter(page) : null,
  }
}

export function cursorAfter(page: readonly OperationEvent[]): string | null {
  const last = page.at(-1)
  return last ? `${last.at.toISOString()}|${last.entityId}|${last.seq}` : null
}

/** Gives each event its entity's number and name, one question for each kind of entity. */
export async function withNames(
  context: StaffContext,
  events: readonly OperationEvent[],
): Promise<Operation[]> {
  const { tx, institution } = context
  const names = new Map<string, { number: string; name: string }>()
  for (const [entity, group] of Map.groupBy(events, (event) => event.entity)) {
    const ids = [...new Set(group.map(({ entityId }) => entityId))]
    for (const { id, number, name, kind } of await listEntityNames(
      tx,
      institution.id,
      entity,
      ids,
    )) {
      names.set(id, { number, name: shownName(context, kind ?? '', name) })
    }
  }
  const own = { number: institution.code, name: institution.name }
  return events.map(({ at, body, entityId, entity, ...event }) => {
    const { detail = {} }: { detail?: Record<string, unknown> } = JSON.parse(body)
    const called = names.get(entityId) ?? (entity === 'institution' ? own : null)
    return {
      ...event,
      entity,
      entityId,
      at: at.toISOString(),
      number: called?.number ?? '',
      name: called?.name ?? '',
      detail,
    }
  })
}
