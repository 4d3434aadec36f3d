import { Day } from '@banyan/domain/calendar'
import { accruedInterest } from '@banyan/domain/loans/accrual'
import { accrualColumns } from '@banyan/domain/loans/course/accrual-columns'
import { replay } from '@banyan/domain/loans/course/course'
import { standingOn } from '@banyan/domain/loans/course/standing'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { contractOf } from './agreed-terms.ts'
import { courseOptions, pastOf } from './enter-event.ts'
import { readInReach } from './read-course.ts'

export const DayQuestion = z.object({ loanId: z.uuid(), on: Day })

/**
 * Balance, rate and what is owed on any day since the loan was paid out, as it is known now. A day to
 * come is a forecast: nothing is paid until then.
 */
export async function loanAsOf(context: StaffContext, input: z.output<typeof DayQuestion>) {
  const { loanId, on } = input
  const bundle = await readInReach(context, loanId, { withPast: true })
  if (on < bundle.loan.disbursedOn) throw new Refused('before-disbursement')
  const contract = contractOf(bundle.loan)
  const { state } = replay(contract, pastOf(bundle), { ...courseOptions, through: on })
  const standing = standingOn(state, on, courseOptions)
  return {
    ...standing,
    loanId,
    scheduleVersion: state.version,
    accrued: accruedInterest(accrualColumns(state, on), on),
    isForecast: on > context.businessDay,
  }
}
