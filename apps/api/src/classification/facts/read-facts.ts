import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { listFacts } from './facts.queries.ts'

export const FactPage = z.strictObject({
  customerId: z.uuid().optional(),
  loanId: z.uuid().optional(),
  status: z.enum(['waiting', 'in-force', 'refused']).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** Facts entered, the latest first, with who entered and who confirmed them. */
export async function pageOfFacts(context: StaffContext, page: z.output<typeof FactPage>) {
  const rows = await listFacts(context, { ...page, limit: page.limit + 1 })
  const kept = rows.slice(0, page.limit)
  return {
    rows: kept.map(({ name, customerKind, makerId, madeAt, decidedAt, ...row }) => ({
      ...row,
      customerName: shownName(context, customerKind, name),
      isOwn: makerId === context.staff.id,
      madeAt: madeAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
    next: rows.length > page.limit ? (kept.at(-1)?.id ?? null) : null,
  }
}
