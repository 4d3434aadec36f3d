import { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listAuditEvents } from './audit-events.queries.ts'
import { auditedEntities, listSeals } from './audit.queries.ts'

const EventFilter = z.strictObject({
  from: Day,
  to: Day,
  entity: z.enum(auditedEntities as [string, ...string[]]).optional(),
  entityId: z.uuid().optional(),
  staffId: z.uuid().optional(),
  action: z.string().max(60).optional(),
  after: z.strictObject({ at: z.iso.datetime(), entityId: z.uuid(), seq: z.int() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function eventPage({ tx, institution }: StaffContext, filter: z.infer<typeof EventFilter>) {
  const { entity, ...rest } = filter
  const named = auditedEntities.find((candidate) => candidate === entity)
  const rows = await listAuditEvents(tx, institution.id, {
    ...rest,
    entity: named,
    limit: filter.limit + 1,
  })
  const shown = rows.slice(0, filter.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ body, ...row }) => ({
      ...row,
      detail: (JSON.parse(body) as { detail: unknown }).detail,
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
    .reverse()
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
