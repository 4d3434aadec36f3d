import { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listAuditEvents } from './audit-events.queries.ts'
import { type AuditedEntity, auditedEntities, listSeals } from './audit.queries.ts'
import { listEntityNames } from './entity-names.queries.ts'

const EventFilter = z.strictObject({
  from: Day,
  to: Day,
  entity: z.enum(auditedEntities as [string, ...string[]]).optional(),
  entityId: z.uuid().optional(),
  staffId: z.uuid().optional(),
  action: z.string().max(60).optional(),
  after: z.strictObject({ at: z.iso.datetime(), entityId: z.uuid(), seq: z.int32() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** What each entity is called: its number, and the name of a colleague or a branch. Customers stay unnamed. */
async function subjectsOf(
  { tx, institution }: StaffContext,
  events: readonly { entity: string; entityId: string }[],
): Promise<Map<string, string>> {
  const subjects = new Map([[institution.id, institution.name]])
  for (const [entity, group] of Map.groupBy(events, (event) => event.entity)) {
    const ids = [...new Set(group.map(({ entityId }) => entityId))]
    const names = await listEntityNames(tx, institution.id, entity as AuditedEntity, ids)
    const isNamed = entity === 'staff' || entity === 'branch'
    for (const { id, number, name } of names)
      subjects.set(id, isNamed ? `${number} ${name}` : number)
  }
  return subjects
}

async function eventPage(context: StaffContext, filter: z.infer<typeof EventFilter>) {
  const { tx, institution } = context
  const { entity, ...rest } = filter
  const named = auditedEntities.find((candidate) => candidate === entity)
  const rows = await listAuditEvents(tx, institution.id, {
    ...rest,
    entity: named,
    limit: filter.limit + 1,
  })
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  const subjects = await subjectsOf(context, shown)
  return {
    rows: shown.map(({ body, ...row }) => ({
      ...row,
      subject: subjects.get(row.entityId) ?? null,
      detail: (JSON.parse(body) as { detail: Record<string, unknown> }).detail,
    })),
    next:
      rows.length > filter.limit && last
        ? { at: last.at.toISOString(), entityId: last.entityId, seq: last.seq }
        : null,
  }
}

async function newestSeals({ tx, institution }: StaffContext) {
  const seals = await listSeals(tx, institution.id)
  return seals
    .slice(-20)
    .toReversed()
    .map(({ number, leaves, root, chain, sealedAt }) => ({
      number,
      leaves,
      root: root.toString('hex'),
      chain: chain.toString('hex'),
      sealedAt,
    }))
}

export const audit = createRouter({
  events: allowedTo('see audit').read(EventFilter, eventPage),
  seals: allowedTo('see audit').read(nothing, newestSeals),
})
