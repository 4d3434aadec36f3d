import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listTimeline, timelineKinds } from './timeline.queries.ts'

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

/** One stream of all that happened to a customer, the latest first; no kinds means all. */
async function list(
  context: StaffContext,
  { customerId, kinds, cursor, limit }: z.output<typeof TimelinePage>,
) {
  await findFile(context, customerId)
  const found = await listTimeline(context, customerId, {
    kinds: kinds.length === 0 ? timelineKinds : [...new Set(kinds)],
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
