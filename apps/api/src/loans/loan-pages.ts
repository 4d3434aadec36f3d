import type { Day } from '@banyan/domain/calendar'
import { overdueBandIds } from '@banyan/domain/classification/overdue-bands'
import { tiers } from '@banyan/domain/classification/tiers'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { countLoans, type LoanFilters, listLoans, loanSorts } from './loan-list.queries.ts'

export const LoanList = z.object({
  status: z.enum(['active', 'settled', 'written-off']).nullable().default(null),
  tier: z.enum(tiers).nullable().default(null),
  band: z.enum(overdueBandIds).nullable().default(null),
  isOverdue: z.boolean().default(false),
  officerId: z.uuid().nullable().default(null),
  branchId: z.uuid().nullable().default(null),
  product: z.string().max(64).nullable().default(null),
  customerId: z.uuid().nullable().default(null),
  sort: z.enum(loanSorts).default('newest'),
  cursor: z.string().max(64).nullable().default(null),
  limit: z.int().min(1).max(100).default(50),
})

/** A page of loans with names as the caller may see them, and on the first page their count. */
export async function pageOfLoans(context: StaffContext, filters: LoanFilters) {
  const { rows, next } = await listLoans(context, filters)
  return {
    asOf: context.businessDay,
    total: filters.cursor === null ? await countLoans(context, filters) : null,
    rows: rows.map((row) => ({
      ...row,
      overdue: row.overdue ?? 0,
      customerName: shownName(context, row.customerKind, row.customerName),
      daysPastDue:
        row.status === 'active'
          ? daysPastDue(row.oldestUnpaidOn as Day | null, context.businessDay)
          : 0,
    })),
    next,
  }
}
