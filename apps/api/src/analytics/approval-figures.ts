import { Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import { approvalRate } from '@banyan/domain/officers/performance'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import {
  type ApprovalFigures,
  countWithdrawn,
  listApprovals,
  listDecided,
  listFunnel,
} from './approvals.queries.ts'

const narrowing = { branchId: z.uuid().optional(), product: z.string().max(40).optional() }

export const Period = z.strictObject({ from: Day, to: Day, ...narrowing })
export type Period = z.infer<typeof Period>

const withRate = (figures: ApprovalFigures) => ({ ...figures, rate: approvalRate(figures) })

/** Approvals of a period by month, branch and product, each from one computation, and their whole. */
export async function approvalFigures({ tx, institution }: StaffContext, period: Period) {
  const [byMonth, byBranch, byProduct, [whole], withdrawn, funnel] = [
    await listApprovals(tx, institution.id, 'month', period),
    await listApprovals(tx, institution.id, 'branch', period),
    await listApprovals(tx, institution.id, 'product', period),
    await listApprovals(tx, institution.id, 'all', period),
    await countWithdrawn(tx, institution.id, period),
    await listFunnel(tx, institution.id, period),
  ]
  return {
    byMonth: byMonth.map(withRate),
    byBranch: byBranch.map(withRate),
    byProduct: byProduct.map(withRate),
    whole: whole ? withRate(whole) : null,
    withdrawn,
    funnel,
  }
}

export const DecidedRows = z.strictObject({
  from: Day,
  to: Day,
  ...narrowing,
  officerId: z.uuid().optional(),
  outcome: z.enum(['approved', 'declined']).optional(),
  after: z.string().max(40).optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** The applications that a mark counts: as many as it says. */
export async function decidedRows(context: StaffContext, page: z.infer<typeof DecidedRows>) {
  const { tx, institution } = context
  const rows = await listDecided(tx, institution.id, { ...page, limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  return {
    rows: shown.map((row) => ({
      ...row,
      customerName: shownName(context, row.customerKind, row.customerName),
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.number ?? null) : null,
  }
}

/** First and last day of the month a day lies in. */
export function monthAround(on: Day): { from: Day; to: Day } {
  return { from: startOfMonth(on), to: endOfMonth(on) }
}
