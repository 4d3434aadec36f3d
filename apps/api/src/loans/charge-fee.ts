import { PositiveMoney } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockBusinessDay } from './business-day.queries.ts'
import { contractOf } from './agreed-terms.ts'
import { enterOn, lockLoanInReach } from './enter-on-loan.ts'

export const NewFee = z.object({
  loanId: z.uuid(),
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  amount: PositiveMoney,
})

/** Charges by hand what the contract lets be charged by hand; it falls due at once. */
export async function chargeFee(context: StaffContext, input: z.output<typeof NewFee>) {
  const { businessDay: on } = context
  const { loanId, code, amount } = input
  await lockBusinessDay(context)
  const bundle = await lockLoanInReach(context, loanId)
  const agreed = contractOf(bundle.loan).servicing.fees
  if (!agreed.some((fee) => fee.code === code && fee.charged === 'by-hand'))
    throw new Refused('fee-not-agreed')
  const { event } = await enterOn(context, bundle, { kind: 'fee', on, code, amount })
  await recordAudit(context, {
    entity: 'loan',
    id: loanId,
    action: 'charge-fee',
    detail: { code, amount },
  })
  return { eventId: event.id, loanId, feesDue: bundle.loan.feesDue }
}
