import type { Day } from '@banyan/domain/calendar'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { numbersIn, type PaymentCandidate } from '@banyan/domain/loans/match-payment'
import type { StaffContext } from '../access/staff-context.ts'
import { courseOptions, stateOf } from '../loans/enter-event.ts'
import { readLoans } from '../loans/loans.queries.ts'
import { listCandidateLoans } from './bank-lines.queries.ts'

export interface Candidate extends PaymentCandidate {
  kind: string
}

/** The loans that some money may be meant for, with what each asks for on a day. */
export async function candidatesFor(
  context: StaffContext,
  lines: readonly { payerName: string; memo: string }[],
  on: Day,
): Promise<Candidate[]> {
  const payers = [...new Set(lines.map(({ payerName }) => payerName.trim()))]
  const numbers = [...new Set(lines.flatMap(({ memo }) => numbersIn(memo).map(upper)))]
  const loans = await listCandidateLoans(context, { payers, numbers })
  const ids = loans.map(({ id }) => id)
  const bundles = await readLoans(context.tx, context.institution, ids)
  const stateById = new Map(bundles.map((bundle) => [bundle.loan.id, stateOf(bundle)]))
  return loans.flatMap(({ id, number, borrower, kind }) => {
    const state = stateById.get(id)
    if (!state) return []
    const { owed, nextDue } = standingOn(state, on < state.on ? state.on : on, courseOptions)
    return [{ loanId: id, number, borrower, kind, owed: owed.total, nextDue }]
  })
}

const upper = (text: string) => text.toUpperCase()
