import { Day } from '@banyan/domain/calendar'
import { backdatingRefusal } from '@banyan/domain/loans/backdating'
import type { PartAmounts } from '@banyan/domain/loans/course/loan-state'
import { noParts } from '@banyan/domain/loans/course/part-amounts'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { owedOf, standingOf } from '@banyan/domain/loans/instalments'
import { money, PositiveMoney } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { takingOf } from './enter-on-loan.ts'
import { courseOptions, stateOf } from './enter-event.ts'
import { applyPayment, type Payment } from './loan-course.ts'
import type { LoanBundle, PostingRow } from './loan-rows.ts'
import { readInReach } from './read-course.ts'

export const RepaymentQuestion = z.object({
  loanId: z.uuid(),
  amount: PositiveMoney.nullable().default(null),
  paidOn: Day.optional(),
})

/** What is owed on the business day and, for an amount, all that taking it would change. */
export async function quoteRepayment(
  context: StaffContext,
  { loanId, amount, paidOn }: z.output<typeof RepaymentQuestion>,
) {
  const { businessDay } = context
  const on = paidOn ?? businessDay
  const bundle = await readInReach(context, loanId, { withPast: on < businessDay })
  const { loan, instalments } = bundle
  const standing = standingOf(instalments, businessDay)
  const { owed, overdue, payoff } = standingOn(stateOf(bundle), businessDay, courseOptions)
  const toCome = instalments.filter(({ dueOn }) => dueOn > businessDay)
  const coming = toCome.reduce((sum, row) => sum + owedOf(row).total + row.fee - row.feePaid, 0)
  return {
    asOf: businessDay,
    currency: loan.currency,
    ...standing,
    ...{ owed, overdue, payoff, held: loan.held, feesDue: loan.feesDue },
    status: loan.status,
    tier: loan.tier,
    daysPastDue: daysPastDue(standing.oldestUnpaidOn, businessDay),
    /** Everything whose day has come, today included, with late interest and fees. */
    dueNow: owed.total,
    /** The same with every instalment to come. */
    owedInAll: money(owed.total + coming),
    nextInstalment: instalments.find(({ settledOn }) => settledOn === null) ?? null,
    effect:
      amount === null ? null : effectOf(bundle, { context, paidOn: on, amount: money(amount) }),
  }
}

function partsOf(parts: PartAmounts = noParts()): PartAmounts {
  const { fee, penalty, compound, interest, principal } = parts
  return { fee, penalty, compound, interest, principal }
}

function bookedAs({ kind, valueDay, debit, credit, amount }: PostingRow) {
  return { kind, valueDay, debit, credit, amount }
}

function effectOf(
  bundle: LoanBundle,
  { context, paidOn, amount }: { context: StaffContext } & Payment,
) {
  const { businessDay } = context
  const { disbursedOn } = bundle.loan
  let eventId: string
  try {
    refuseIf(backdatingRefusal({ on: paidOn, businessDay, disbursedOn, isApproved: false }))
    eventId = applyPayment(bundle, { paidOn, amount }, takingOf(context)).id
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { refusal: error.reason, after: null }
  }
  const { loan, shares, instalments, postings } = bundle
  const own = bundle.repayments.find(({ id }) => id === eventId)
  const { overduePrincipal, overdueInterest } = standingOf(instalments, businessDay)
  return {
    refusal: null,
    after: {
      ...partsOf(own),
      held: own?.held ?? 0,
      instalments: shares
        .filter(({ repaymentId }) => repaymentId === eventId)
        .map((share) => ({ number: share.number, ...partsOf(share) })),
      reposted: paidOn < businessDay ? postings.map(bookedAs) : [],
      balance: loan.balance,
      overdue: overduePrincipal + overdueInterest,
      daysPastDue: daysPastDue(loan.oldestUnpaidOn, businessDay),
      tier: loan.tier,
      status: loan.status,
    },
  }
}
