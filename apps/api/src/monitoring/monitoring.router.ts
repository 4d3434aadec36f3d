import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { LoanList, pageOfLoans } from '../loans/loan-pages.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { summariseOverdue } from './monitoring.queries.ts'

function overdueLoans(context: StaffContext, filters: z.output<typeof LoanList>) {
  return pageOfLoans(context, { ...filters, isOverdue: true })
}

export const monitoring = createRouter({
  overdue: allowedTo('see overdue loans').read(LoanList, overdueLoans),
  summary: allowedTo('see overdue loans').read(nothing, summariseOverdue),
})
