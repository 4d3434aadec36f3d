import { addDays, type Day, day, daysBetween } from '@banyan/domain/calendar'
import { closedOn, type RawRows } from './testing.queries.ts'

export interface RecountedLoan {
  number: string
  branchId: string
  product: string
  officerId: string | null
  disbursedOn: Day
  principal: number
  /** The first day at whose close some instalment was more than 90 days late. */
  badOn: Day | null
  on(date: Day): { isInForce: boolean; balance: number; daysPastDue: number; tier: string }
}

/** The loans again, told from the ledger and the due days instead of from what the loan row says. */
export function recountLoans({ loans, instalments, postings, tiers }: RawRows): RecountedLoan[] {
  return loans
    .filter(({ currency, status }) => currency === 'CNY' && status !== 'void')
    .map((loan) => {
      const due = instalments.filter(({ loanId }) => loanId === loan.id)
      const ledger = postings.filter(({ loanId }) => loanId === loan.id)
      const known = tiers.filter(({ loanId }) => loanId === loan.id)
      const lateAt = (date: Day) =>
        due
          .filter(({ settledOn }) => settledOn === null || settledOn > date)
          .map(({ dueOn }) => daysBetween(day(dueOn), date))
      const badDays = due
        .map(({ dueOn, settledOn }) => ({ over: addDays(day(dueOn), 91), settledOn }))
        .filter(({ over, settledOn }) => over <= closedOn && (!settledOn || settledOn > over))
        .map(({ over }) => over)
        .sort()
      return {
        number: loan.number,
        branchId: loan.branchId,
        product: loan.product,
        officerId: loan.originOfficerId,
        disbursedOn: day(loan.disbursedOn),
        principal: loan.principal,
        badOn: badDays[0] ?? null,
        on: (date) => ({
          isInForce: loan.disbursedOn <= date && (!loan.settledOn || loan.settledOn > date),
          balance: ledger
            .filter(({ businessDay }) => businessDay <= date)
            .reduce(
              (sum, { kind, credit, amount }) =>
                sum + (kind === 'disbursement' ? amount : credit === '1303' ? -amount : 0),
              0,
            ),
          daysPastDue: Math.max(0, ...lateAt(date)),
          tier: known.findLast(({ validFrom }) => validFrom <= date)?.tier ?? 'normal',
        }),
      }
    })
}
