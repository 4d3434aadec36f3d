import { overdueBandIds } from '@banyan/domain/classification/overdue-bands'
import { tiers } from '@banyan/domain/classification/tiers'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import type { Day } from '@banyan/domain/calendar'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { findContractText } from './contracts.queries.ts'
import { Disbursement, disburseLoan } from './disburse-loan.ts'
import { countLoans, type LoanFilters, listLoans, loanSorts } from './loan-list.queries.ts'
import { makeContract, NewContract } from './make-contract.ts'
import { quoteRepayment, RepaymentQuestion } from './quote-repayment.ts'
import { LoanQuestion, readLoan } from './read-loan.ts'
import { NewRepayment, repayLoan } from './repay-loan.ts'

export const LoanList = z.object({
  status: z.enum(['active', 'settled']).nullable().default(null),
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
    rows: rows.map(({ sortValue: _, ...row }) => ({
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

async function contractText(context: StaffContext, input: { applicationId: string }) {
  const contract = found(await findContractText(context, input.applicationId), 'contract')
  return { ...contract, digest: contract.digest.toString('hex') }
}

export const loans = createRouter({
  list: allowedTo('see loans').read(LoanList, pageOfLoans),
  get: allowedTo('see loans').read(LoanQuestion, readLoan),
  quote: allowedTo('take repayments').read(RepaymentQuestion, quoteRepayment),
  repay: allowedTo('take repayments').write(NewRepayment, repayLoan),
  contract: allowedTo('make contracts').write(NewContract, makeContract),
  contractText: allowedTo('read contracts').read(Disbursement, contractText),
  disburse: allowedTo('disburse loans', { fresh: true }).write(Disbursement, disburseLoan),
})
