import { uuidv7 } from '@banyan/database'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { owedOf, standingOf } from '@banyan/domain/loans/instalments'
import { money, PositiveMoney } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { applyPayment } from './loan-course.ts'
import type { LoanBundle } from './loan-rows.ts'
import { isLoanInReach } from './loan-list.queries.ts'
import { readLoans } from './loans.queries.ts'

export const RepaymentQuestion = z.object({
  loanId: z.uuid(),
  amount: PositiveMoney.nullable().default(null),
})

/** What is owed on the business day and, for an amount, all that taking it would change. */
export async function quoteRepayment(
  context: StaffContext,
  { loanId, amount }: z.output<typeof RepaymentQuestion>,
) {
  const { tx, institution, businessDay } = context
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const [read] = await readLoans(tx, institution, [loanId])
  const bundle = found(read, 'loan')
  const { loan, instalments } = bundle
  const standing = standingOf(instalments, businessDay)
  const sum = (rows: typeof instalments) =>
    money(rows.reduce((total, row) => total + owedOf(row).total, 0))
  return {
    asOf: businessDay,
    currency: loan.currency,
    ...standing,
    status: loan.status,
    tier: loan.tier,
    daysPastDue: daysPastDue(standing.oldestUnpaidOn, businessDay),
    /** Everything whose day has come, today included. */
    dueNow: sum(instalments.filter(({ dueOn }) => dueOn <= businessDay)),
    owedInAll: sum(instalments),
    nextInstalment: instalments.find(({ settledOn }) => settledOn === null) ?? null,
    effect: amount === null ? null : effectOf(bundle, { context, amount: money(amount) }),
  }
}

function effectOf(
  bundle: LoanBundle,
  { context, amount }: { context: StaffContext; amount: ReturnType<typeof money> },
) {
  const { staff, businessDay } = context
  const taking = { newId: uuidv7, at: () => context.now(), postedBy: staff.id }
  try {
    applyPayment(bundle, { paidOn: businessDay, amount }, { ...taking, source: 'operation' })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { refusal: error.reason, after: null }
  }
  const { loan, repayments, shares, instalments } = bundle
  const { overduePrincipal, overdueInterest } = standingOf(instalments, businessDay)
  return {
    refusal: null,
    after: {
      principal: repayments[0]?.principal ?? 0,
      interest: repayments[0]?.interest ?? 0,
      instalments: shares.map(({ number, principal, interest }) => ({
        number,
        principal,
        interest,
      })),
      balance: loan.balance,
      overdue: overduePrincipal + overdueInterest,
      daysPastDue: daysPastDue(loan.oldestUnpaidOn, businessDay),
      tier: loan.tier,
      status: loan.status,
    },
  }
}
