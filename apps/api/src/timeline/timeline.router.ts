import { z } from 'zod'
import { type Procedure, reachOf } from '../access/policy.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listTimeline, type TimelineKind, timelineKinds } from './timeline.queries.ts'

/** Where a page ended: the instant and the key of its last row. */
const Cursor = z
  .string()
  .max(120)
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z\|[a-z]+:[\w-]+$/, 'wrong-format')

const TimelinePage = z.strictObject({
  customerId: z.uuid(),
  kinds: z.array(z.enum(timelineKinds)).max(timelineKinds.length).default([]),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
})

function placeOf(cursor: string): { at: Date; key: string } {
  const [at = '', key = ''] = cursor.split('|')
  return { at: new Date(at), key }
}

/** Kinds that their own pages show only to some, or only to whoever has charge of the customer. */
const readBy: Partial<Record<TimelineKind, Procedure>> = {
  warning: 'warnings.list',
  inspection: 'inspections.list',
  update: 'fileUpdates.list',
  covenant: 'covenants.list',
  collection: 'collection.queue',
}

function mayRead({ staff }: StaffContext, officerId: string | null, kind: TimelineKind): boolean {
  const procedure = readBy[kind]
  if (procedure === undefined) return true
  const reach = reachOf(procedure, staff.roles)
  return reach === 'own' ? officerId === staff.id : reach !== null
}

/** One stream of all that happened to a customer, the latest first; no kinds means all. */
async function list(
  context: StaffContext,
  { customerId, kinds, cursor, limit }: z.output<typeof TimelinePage>,
) {
  const { officerId } = await findFile(context, customerId)
  const asked = kinds.length === 0 ? timelineKinds : [...new Set(kinds)]
  const shown = asked.filter((kind) => mayRead(context, officerId, kind))
  if (shown.length === 0) return { rows: [], next: null }
  const found = await listTimeline(context, customerId, {
    kinds: shown,
    after: cursor === undefined ? null : placeOf(cursor),
    limit: limit + 1,
  })
  const rows = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? `${last.at}|${last.key}` : null }
}

export const timeline = createRouter({
  list: allowedTo('see customers').read(TimelinePage, list),
})
