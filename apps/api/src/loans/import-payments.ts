import { addDays, type Day } from '@banyan/domain/calendar'
import type { Institution } from '../access/staff-context.ts'
import type { Tx } from '@banyan/database'
import type { Money } from '@banyan/domain/money'
import { replayRepayments, rewindLoan, type Taking } from './loan-course.ts'
import type { LoanBundle } from './loan-rows.ts'
import { listPayments, lockLoans, recordMovements, supersedeTiers } from './loans.queries.ts'

export interface LoanPayment {
  loanId: string
  paidOn: Day
  amount: Money
}

export interface RefusedLoanPayment extends LoanPayment {
  /** Its place among the payments given. */
  index: number
  reason: string
}

type Indexed = LoanPayment & { index: number }

/**
 * Payments from another system on stored loans. An imported loan is replayed from the day it was
 * paid out, so that its tiers are what they would have been; of a loan made here only the open
 * day can still be paid. Refused one by one: `paid-in-the-future`, `day-is-closed`,
 * `paid-before-another-repayment`, and what `applyPayment` refuses.
 */
export async function importPayments(
  { tx, institution, businessDay }: { tx: Tx; institution: Institution; businessDay: Day },
  payments: readonly LoanPayment[],
  taking: Taking,
): Promise<RefusedLoanPayment[]> {
  const indexed = payments.map((payment, index) => ({ ...payment, index }))
  const paymentsOf = Map.groupBy(indexed, ({ loanId }) => loanId)
  const loanIds = [...paymentsOf.keys()]
  const bundles = await lockLoans(tx, institution, loanIds)
  const earlier = Map.groupBy(
    await listPayments(tx, institution.id, loanIds),
    ({ loanId }) => loanId,
  )
  const settings = { businessDay, taking }
  const refused = bundles.flatMap((bundle) => {
    const given = paymentsOf.get(bundle.loan.id) ?? []
    return takePayments(bundle, { given, before: earlier.get(bundle.loan.id) ?? [] }, settings)
  })
  const replayed = bundles.filter(({ loan }) => loan.source === 'import').map(({ loan }) => loan.id)
  const at = taking.at(businessDay)
  await supersedeTiers(tx, { institutionId: institution.id, loanIds: replayed, at })
  await recordMovements(tx, bundles)
  return refused
}

function takePayments(
  bundle: LoanBundle,
  { given, before }: { given: readonly Indexed[]; before: readonly LoanPayment[] },
  { businessDay, taking }: { businessDay: Day; taking: Taking },
): RefusedLoanPayment[] {
  const isImported = bundle.loan.source === 'import'
  const latest = before.at(-1)?.paidOn ?? bundle.loan.disbursedOn
  const reasonAgainst = ({ paidOn }: LoanPayment): string | null => {
    if (paidOn > businessDay) return 'paid-in-the-future'
    if (!isImported) return paidOn < businessDay ? 'day-is-closed' : null
    return before.length > 0 && paidOn < latest ? 'paid-before-another-repayment' : null
  }
  if (isImported) replayEarlier(bundle, before, { taking, at: taking.at(businessDay) })
  const judged = given.map((payment) => ({ ...payment, reason: reasonAgainst(payment) }))
  const accepted = judged.filter(({ reason }) => reason === null)
  const closedThrough = addDays(businessDay, -1)
  const refused = replayRepayments(bundle, accepted, { ...taking, closedThrough })
  return [
    ...judged.flatMap(({ reason, ...payment }) => (reason ? [{ ...payment, reason }] : [])),
    ...refused.flatMap(({ index, reason }) => {
      const payment = accepted[index]
      return payment ? [{ ...payment, reason }] : []
    }),
  ]
}

/** Lives through what is stored already, whose rows are not written a second time. */
function replayEarlier(
  bundle: LoanBundle,
  before: readonly LoanPayment[],
  { taking, at }: { taking: Taking; at: Date },
): void {
  rewindLoan(bundle, at)
  const last = before.at(-1)
  if (!last) return
  replayRepayments(bundle, before, { ...taking, closedThrough: addDays(last.paidOn, -1) })
  Object.assign(bundle, { repayments: [], shares: [], postings: [] })
}
