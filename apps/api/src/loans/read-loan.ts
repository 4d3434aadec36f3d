import { chartOfAccounts, type AccountCode } from '@banyan/domain/loans/chart-of-accounts'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { owedOf, standingOf } from '@banyan/domain/loans/instalments'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import {
  findLoan,
  listLoanEvents,
  listPostings,
  listRepayments,
  listTiers,
} from './loan-page.queries.ts'
import type { InstalmentRow } from './loan-rows.ts'
import { readLoans } from './loans.queries.ts'

export const LoanQuestion = z.object({ loanId: z.uuid() })

function instalmentOf(row: InstalmentRow, businessDay: string) {
  const { number, dueOn, principal, interest, principalPaid, interestPaid, settledOn } = row
  const owed = owedOf(row).total
  const isPart = owed > 0 && principalPaid + interestPaid > 0
  const isLate = owed > 0 && dueOn < businessDay
  const state = owed === 0 ? 'paid' : isLate ? 'overdue' : isPart ? 'part' : 'open'
  const paid = principalPaid + interestPaid
  return { number, dueOn, principal, interest, total: principal + interest, paid, settledOn, state }
}

/** All that the loan's page shows, as of the business day. */
export async function readLoan(context: StaffContext, { loanId }: z.output<typeof LoanQuestion>) {
  const { tx, institution, businessDay } = context
  const loan = found(await findLoan(context, loanId), 'loan')
  const [read] = await readLoans(tx, institution, [loanId])
  const { instalments } = found(read, 'loan')
  const standing = standingOf(instalments, businessDay)
  const postings = await listPostings(context, loanId)
  return {
    ...loan,
    customerName: shownName(context, loan.customerKind, loan.customerName),
    asOf: businessDay,
    ...standing,
    daysPastDue: daysPastDue(standing.oldestUnpaidOn, businessDay),
    owedInAll: instalments.reduce((sum, row) => sum + owedOf(row).total, 0),
    schedule: instalments.map((row) => instalmentOf(row, businessDay)),
    postings: postings.map((posting) => ({
      ...posting,
      debitAccount: chartOfAccounts[posting.debit as AccountCode],
      creditAccount: chartOfAccounts[posting.credit as AccountCode],
    })),
    repayments: await listRepayments(context, loanId),
    tiers: await listTiers(context, loanId),
    events: await listLoanEvents(context, loanId),
  }
}
