import { uuidv7 } from '@banyan/database'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import type { AskedEvent, Entered, Taking } from './enter-event.ts'
import { isLoanInReach } from './loan-list.queries.ts'
import { enter } from './loan-course.ts'
import type { LoanBundle } from './loan-rows.ts'
import { lockLoans, recordMovements } from './loans.queries.ts'

export type Operator = Pick<StaffContext, 'tx' | 'institution' | 'businessDay' | 'now'> & {
  staff: Pick<StaffContext['staff'], 'id'>
}

/** How an operation of this person enters events: booked on the open day. */
export function takingOf(
  { staff, businessDay, now }: Operator,
  named: Pick<Taking, 'externalKey' | 'proposalId' | 'keepsExcess'> = {},
): Taking & { businessDay: Operator['businessDay'] } {
  const at = () => now()
  return { newId: uuidv7, at, postedBy: staff.id, source: 'operation', businessDay, ...named }
}

/** The loan under lock, when it is within this person's reach. */
export async function lockLoanInReach(
  context: StaffContext,
  loanId: string,
  { withPast = false } = {},
): Promise<LoanBundle> {
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const [bundle] = await lockLoans(context.tx, context.institution, [loanId], { withPast })
  return found(bundle, 'loan')
}

/** Enters an event into a locked loan and writes all it does. */
export async function enterOn(
  context: Operator,
  bundle: LoanBundle,
  asked: AskedEvent,
  named: Pick<Taking, 'externalKey' | 'proposalId'> = {},
): Promise<Entered> {
  const entered = enter(bundle, asked, takingOf(context, named))
  await recordMovements(context.tx, [bundle])
  return entered
}
