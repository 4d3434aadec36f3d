import { Day } from '@banyan/domain/calendar'
import { backdatingRefusal } from '@banyan/domain/loans/backdating'
import { PositiveMoney } from '@banyan/domain/money'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { noteSignals } from '../signals/note-signals.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { lockLoanInReach, type Operator, takingOf } from './enter-on-loan.ts'
import type { Taking } from './enter-event.ts'
import { applyPayment, type Payment } from './loan-course.ts'
import type { LoanBundle } from './loan-rows.ts'
import { recordMovements } from './loans.queries.ts'

export const NewRepayment = z.object({
  loanId: z.uuid(),
  amount: PositiveMoney,
  /** The day the money came in; the business day unless said otherwise. */
  paidOn: Day.optional(),
})

/**
 * Takes a repayment in the order the contract names. One that came in earlier is put into its place in
 * the past: what follows is worked out anew, and the difference booked today.
 */
export async function repayLoan(context: StaffContext, input: z.output<typeof NewRepayment>) {
  const { businessDay } = context
  const { loanId, amount, paidOn = businessDay } = input
  await lockBusinessDay(context)
  const bundle = await lockLoanInReach(context, loanId, { withPast: paidOn < businessDay })
  const { disbursedOn } = bundle.loan
  refuseIf(backdatingRefusal({ on: paidOn, businessDay, disbursedOn, isApproved: false }))
  return postRepayment(context, bundle, { paidOn, amount })
}

/** Takes money on a locked loan and writes it, whoever brought it. */
export async function postRepayment(
  context: Operator & Recorder,
  bundle: LoanBundle,
  { paidOn, amount }: Payment,
  named: Pick<Taking, 'externalKey' | 'proposalId' | 'keepsExcess'> = {},
) {
  const { loan } = bundle
  const before = { tier: loan.tier, oldestUnpaidOn: loan.oldestUnpaidOn }
  const event = applyPayment(bundle, { paidOn, amount }, takingOf(context, named))
  await recordMovements(context.tx, [bundle])
  const spread = found(
    bundle.repayments.find(({ id }) => id === event.id),
    'repayment',
  )
  const { principal, interest, penalty, compound, fee, held } = spread
  await noteLatePayer(context, loan.customerId, before.oldestUnpaidOn)
  const { balance, status, tier, oldestUnpaidOn } = loan
  const parts = { principal, interest, penalty, compound, fee, held }
  await recordAudit(context, {
    entity: 'loan',
    id: loan.id,
    action: 'repay',
    detail: {
      amount,
      paidOn,
      ...parts,
      balance,
      status,
      before,
      after: { tier, oldestUnpaidOn },
    },
  })
  const after = { balance, status, tier, oldestUnpaidOn }
  return { repaymentId: event.id, loanId: loan.id, paidOn, ...parts, ...after }
}

/** Whoever pays late may have come to a rule, or nearer to one; whoever pays in time has not. */
async function noteLatePayer(
  context: Operator & Recorder,
  customerId: string,
  unpaidSince: Day | null,
): Promise<void> {
  if (unpaidSince === null || unpaidSince >= context.businessDay) return
  await noteSignals(context, [{ customerId, cause: 'repayment' }])
}
