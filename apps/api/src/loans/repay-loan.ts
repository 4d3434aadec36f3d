import { uuidv7 } from '@banyan/database'
import { PositiveMoney } from '@banyan/domain/money'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { applyPayment } from './loan-course.ts'
import { isLoanInReach } from './loan-list.queries.ts'
import { lockLoans, recordMovements } from './loans.queries.ts'

export const NewRepayment = z.object({ loanId: z.uuid(), amount: PositiveMoney })

/** Takes a repayment on the business day: the oldest instalment first, interest before principal. */
export async function repayLoan(context: StaffContext, input: z.output<typeof NewRepayment>) {
  const { tx, institution, staff, businessDay } = context
  const { loanId, amount } = input
  await lockBusinessDay(context)
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const [locked] = await lockLoans(tx, institution, [loanId])
  const bundle = found(locked, 'loan')
  const { loan } = bundle
  const before = { tier: loan.tier, oldestUnpaidOn: loan.oldestUnpaidOn }
  const taking = { newId: uuidv7, at: () => context.now(), postedBy: staff.id }
  applyPayment(bundle, { paidOn: businessDay, amount }, { ...taking, source: 'operation' })
  await recordMovements(tx, [bundle])
  const [repayment] = bundle.repayments
  const { id, principal, interest } = found(repayment, 'repayment')
  const { balance, status, tier, oldestUnpaidOn } = loan
  await recordAudit(context, {
    entity: 'loan',
    id: loanId,
    action: 'repay',
    detail: {
      amount,
      principal,
      interest,
      balance,
      status,
      before,
      after: { tier, oldestUnpaidOn },
    },
  })
  return { repaymentId: id, loanId, principal, interest, balance, status, tier, oldestUnpaidOn }
}
