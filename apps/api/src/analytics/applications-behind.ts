import { applicationStatuses } from '@banyan/domain/applications/application-status'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { countApplicationsBehind, listApplicationsBehind } from './applications-behind.queries.ts'
import { Period } from './approval-figures.ts'

export const ApplicationsBehind = z.strictObject({
  ...Period.shape,
  by: z.enum(['decided', 'submitted', 'withdrawn']).default('decided'),
  officerId: z.uuid().optional(),
  outcome: z.enum(['approved', 'declined']).optional(),
  statuses: z.array(z.enum(applicationStatuses)).min(1).optional(),
  after: z.string().max(40).optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** The applications that a mark counts: `total` of them, as many as the mark says. */
export async function applicationRows(
  context: StaffContext,
  page: z.infer<typeof ApplicationsBehind>,
) {
  const { tx, institution } = context
  const rows = await listApplicationsBehind(tx, institution.id, { ...page, limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  return {
    rows: shown.map((row) => ({
      ...row,
      customerName: shownName(context, row.customerKind, row.customerName),
    })),
    total: await countApplicationsBehind(tx, institution.id, page),
    next: rows.length > page.limit ? (shown.at(-1)?.number ?? null) : null,
  }
}
