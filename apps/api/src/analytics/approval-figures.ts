import { Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import { approvalRate } from '@banyan/domain/officers/performance'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import {
  type ApprovalFigures,
  countWithdrawn,
  listApprovals,
  listFunnel,
} from './approvals.queries.ts'

/** The part of the institution that figures are told of; all of it unless narrowed. */
export const Part = z.strictObject({
  branchId: z.uuid().optional(),
  product: z.string().max(40).optional(),
})

export const Period = z.strictObject({ from: Day, to: Day, ...Part.shape })
export type Period = z.infer<typeof Period>

const withRate = (figures: ApprovalFigures) => ({ ...figures, rate: approvalRate(figures) })

/** Approvals of a period by month, branch and product, each from one computation, and their whole. */
export async function approvalFigures({ tx, institution }: StaffContext, period: Period) {
  const byMonth = await listApprovals(tx, institution.id, 'month', period)
  const byBranch = await listApprovals(tx, institution.id, 'branch', period)
  const byProduct = await listApprovals(tx, institution.id, 'product', period)
  const [whole] = await listApprovals(tx, institution.id, 'all', period)
  return {
    byMonth: byMonth.map(withRate),
    byBranch: byBranch.map(withRate),
    byProduct: byProduct.map(withRate),
    whole: whole ? withRate(whole) : null,
    withdrawn: await countWithdrawn(tx, institution.id, period),
    funnel: await listFunnel(tx, institution.id, period),
  }
}

/** First and last day of the month a day lies in. */
export function monthAround(on: Day): { from: Day; to: Day } {
  return { from: startOfMonth(on), to: endOfMonth(on) }
}
