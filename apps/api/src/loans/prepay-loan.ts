import { noParts } from '@banyan/domain/loans/course/part-amounts'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { prepaymentModes } from '@banyan/domain/loans/servicing-terms'
import { money, PositiveMoney, zero } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { enterOn, lockLoanInReach } from './enter-on-loan.ts'
import { courseOptions, stateOf } from './enter-event.ts'

export const EarlyRepayment = z.object({
  loanId: z.uuid(),
  mode: z.enum(prepaymentModes),
  /** Left out to settle: exactly what it takes. */
  amount: PositiveMoney.optional(),
})

const nothingPaid = { ...noParts(), held: zero }

/** Repays early, whole or in part, on the business day. */
export async function prepayLoan(context: StaffContext, input: z.output<typeof EarlyRepayment>) {
  const { businessDay: on } = context
  const { loanId, mode } = input
  await lockBusinessDay(context)
  const bundle = await lockLoanInReach(context, loanId)
  const { payoff } = standingOn(stateOf(bundle), on, courseOptions)
  if (!payoff) throw new Refused('nothing-owed')
  // Paid so far ahead that the rest costs nothing: what is left of it is held for the customer.
  const amount = input.amount ?? money(Math.max(payoff.total, 0))
  const { event } = await enterOn(context, bundle, { kind: 'prepayment', on, mode, amount })
  const spread = bundle.repayments.find(({ id }) => id === event.id)
  const { principal, interest, penalty, compound, fee, held } = spread ?? nothingPaid
  const { balance, status, tier, oldestUnpaidOn, maturesOn } = bundle.loan
  const parts = { principal, interest, penalty, compound, fee, held }
  await recordAudit(context, {
    entity: 'loan',
    id: loanId,
    action: 'prepay',
    detail: { mode, amount, ...parts, balance, status, maturesOn },
  })
  const after = { balance, status, tier, oldestUnpaidOn, maturesOn }
  return { repaymentId: event.id, loanId, amount, ...parts, ...after }
}
