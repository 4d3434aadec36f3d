import { Day } from '@banyan/domain/calendar'
import { observationEnd } from '@banyan/domain/classification/observation'
import { frequencies } from '@banyan/domain/loans/schedule-terms'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { isLoanInReach } from '../loans/loan-list.queries.ts'
import { found } from '../not-found.ts'
import { intervalOf } from './class-of-claim.ts'
import { rulesInForce } from './rules/rules-in-force.ts'

export const ObservationQuestion = z.strictObject({
  loanId: z.uuid(),
  /** The first repayment day that a restructuring would agree; the observation ends within the calendar. */
  firstDueOn: Day.refine((on) => on < '9000-01-01'),
  frequency: z.enum(frequencies),
})

/** How long a loan would be observed if it were restructured now, under the rules in force. */
export async function observationAhead(
  context: StaffContext,
  { loanId, firstDueOn, frequency }: z.output<typeof ObservationQuestion>,
) {
  const { tx, institution, businessDay } = context
  found((await isLoanInReach(context, loanId)) ? loanId : undefined, 'loan')
  const { rules, rulesVersion } = await rulesInForce(tx, institution.id, businessDay)
  const { observation, name } = rules
  return {
    from: firstDueOn,
    end: observationEnd(firstDueOn, intervalOf({ frequency }), observation),
    ...observation,
    rulesName: name,
    rulesVersion: rulesVersion?.number ?? null,
  }
}
