import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import type { LoanBundle } from './loan-rows.ts'
import { isLoanInReach } from './loan-list.queries.ts'
import { type Reading, readLoans } from './loans.queries.ts'

/** A loan within this person's reach, for looking only. */
export async function readInReach(
  context: StaffContext,
  loanId: string,
  reading: Reading = {},
): Promise<LoanBundle> {
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const [bundle] = await readLoans(context.tx, context.institution, [loanId], reading)
  return found(bundle, 'loan')
}
