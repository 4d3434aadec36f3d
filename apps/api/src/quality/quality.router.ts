import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { qualityKinds } from './look-over.queries.ts'
import { countIssues, listIssues } from './quality.queries.ts'
import { AssignIssue, assignIssue, DismissIssue, dismissIssue } from './see-to-issue.ts'

const IssuePage = z.strictObject({
  kind: z.enum(qualityKinds).optional(),
  ownerId: z.uuid().optional(),
  mine: z.boolean().default(false),
  state: z.enum(['open', 'settled', 'dismissed']).default('open'),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof IssuePage>) {
  const { mine, limit, ...filter } = page
  const ownerId = mine ? context.staff.id : filter.ownerId
  const found = await listIssues(context, { ...filter, ownerId, limit: limit + 1 })
  const rows = found.slice(0, limit).map(({ customerKind, field, ...row }) => ({
    ...row,
    field: field === '' ? null : field,
    customerName: shownName(context, customerKind, row.customerName),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

async function counts(context: StaffContext) {
  return countIssues(context, context.staff.id)
}

export const quality = createRouter({
  list: allowedTo('see data quality').read(IssuePage, list),
  counts: allowedTo('see data quality').read(nothing, counts),
  assign: allowedTo('see to data quality').write(AssignIssue, assignIssue),
  dismiss: allowedTo('see to data quality').write(DismissIssue, dismissIssue),
})
