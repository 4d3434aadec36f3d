import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { accruedInterest } from '@banyan/domain/loans/accrual'
import { owedOfFee } from '@banyan/domain/loans/course/claims'
import { misuseOn } from '@banyan/domain/loans/course/late-interest'
import { owedByInstalment, standingOn } from '@banyan/domain/loans/course/standing'
import type { LoanState, PartAmounts } from '@banyan/domain/loans/course/loan-state'
import { noParts, sumOfParts } from '@banyan/domain/loans/course/part-amounts'
import { owedOf, standingOf } from '@banyan/domain/loans/instalments'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { contractOf } from './agreed-terms.ts'
import { courseOptions, stateOf } from './enter-event.ts'
import {
  findLoan,
  listLoanEvents,
  listPostings,
  listRepayments,
  listTiers,
} from './loan-page.queries.ts'
import type { InstalmentRow } from './loan-rows.ts'
import { readLoans } from './loans.queries.ts'
import { namePostings } from './name-postings.ts'

export const LoanQuestion = z.object({ loanId: z.uuid() })

function instalmentOf(row: InstalmentRow, owed: PartAmounts, businessDay: string) {
  const { number, version, dueOn, principal, interest, fee, settledOn } = row
  const { principalPaid, interestPaid, feePaid, penaltyPaid, compoundPaid } = row
  const paid = principalPaid + interestPaid + feePaid + penaltyPaid + compoundPaid
  const left = sumOfParts(owed)
  const isLate = left > 0 && dueOn < businessDay
  const state = left === 0 ? 'paid' : isLate ? 'overdue' : paid > 0 ? 'part' : 'open'
  const { penalty, compound } = owed
  return {
    ...{ number, version, dueOn, principal, interest, fee },
    total: principal + interest + fee,
    ...{ paid, principalPaid, interestPaid, feePaid, penaltyPaid, compoundPaid },
    ...{ penalty, compound, settledOn, state },
  }
}

/** Charges outside the schedule, with what is left of each. */
function chargesOf({ fees, contract }: LoanState) {
  const names = new Map(contract.servicing.fees.map(({ code, name }) => [code, name]))
  return fees.map((fee) => {
    const { eventId, code, dueOn, amount, paid, waived } = fee
    return {
      eventId,
      code,
      name: names.get(code) ?? null,
      dueOn,
      amount,
      paid,
      waived,
      owed: owedOfFee(fee),
    }
  })
}

/** All that the loan's page shows, as of the business day. */
export async function readLoan(context: StaffContext, { loanId }: z.output<typeof LoanQuestion>) {
  const { tx, institution, businessDay } = context
  const loan = found(await findLoan(context, loanId), 'loan')
  const [read] = await readLoans(tx, institution, [loanId])
  const bundle = found(read, 'loan')
  const { instalments } = bundle
  const state = stateOf(bundle)
  const { owed, overdue, payoff, nextDueOn, nextDue } = standingOn(
    state,
    businessDay < state.on ? state.on : businessDay,
    courseOptions,
  )
  const owedOn = new Map(
    owedByInstalment(state, businessDay).map((row) => [row.number, row] as const),
  )
  const standing = standingOf(instalments, businessDay)
  const postings = await listPostings(context, loanId)
  return {
    ...loan,
    customerName: shownName(context, loan.customerKind, loan.customerName),
    asOf: businessDay,
    ...standing,
    ...{ method: state.terms.method, frequency: state.terms.frequency },
    periods: instalments.length || loan.periods,
    balance: loan.balance,
    ...{ owed, overdue, payoff, nextDueOn, nextDue },
    undrawn: loan.commitment - loan.principal,
    chargedByHand: contractOf(bundle.loan).servicing.fees.flatMap(
      ({ charged, code, name, payee, basis }) =>
        charged === 'by-hand' ? [{ code, name, payee, basis }] : [],
    ),
    charges: chargesOf(state),
    misusedAmount: misuseOn(state, businessDay).amount ?? null,
    accrued: accruedInterest(bundle.loan, businessDay),
    daysPastDue: daysPastDue(standing.oldestUnpaidOn, businessDay),
    owedInAll: instalments.reduce((sum, row) => sum + owedOf(row).total, 0),
    schedule: instalments.map((row) =>
      instalmentOf(row, owedOn.get(row.number) ?? noParts(), businessDay),
    ),
    postings: await namePostings(context, postings),
    repayments: await listRepayments(context, loanId),
    tiers: await listTiers(context, loanId),
    events: await listLoanEvents(context, loanId),
  }
}
