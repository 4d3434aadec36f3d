import { uuidv7 } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CoursePosting } from '@banyan/domain/loans/course/loan-state'
import { replay } from '@banyan/domain/loans/course/course'
import type { LoanEvent } from '@banyan/domain/loans/course/loan-event'
import { whatIf } from '@banyan/domain/loans/course/what-if'
import { PositiveMoney } from '@banyan/domain/money'
import { prepaymentModes } from '@banyan/domain/loans/servicing-terms'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { contractOf } from './agreed-terms.ts'
import { eventOf, TrialAsk } from './ask-event.ts'
import { courseOptions, pastOf, stateOf } from './enter-event.ts'
import type { LoanBundle } from './loan-rows.ts'
import { readInReach } from './read-course.ts'

/** What entering the event on the open day would come to: nothing is changed. */
export function tryEvent(bundle: LoanBundle, ask: TrialAsk, on: Day) {
  const contract = contractOf(bundle.loan)
  const events = pastOf(bundle)
  const told = replay(contract, events, { ...courseOptions, through: stateOf(bundle).on })
  const course = { contract, events, ...told }
  const sequence = events.length + 1
  const event = { ...eventOf(ask, on), id: uuidv7(), sequence } as LoanEvent
  const { before, after, refusal, entry } = whatIf(course, [event], on, courseOptions)
  const { accounts } = bundle
  const booked = ({ debit, credit, amount }: CoursePosting) => ({
    debit: accounts[debit],
    credit: accounts[credit],
    amount,
  })
  const reversed = entry?.difference.reversed ?? []
  const posted = entry?.difference.posted ?? []
  return {
    before,
    after,
    refusal,
    postings: [
      ...reversed.map((posting) => ({
        valueDay: posting.valueOn,
        ...booked({ ...posting, debit: posting.credit, credit: posting.debit }),
      })),
      ...posted.map((posting) => ({ valueDay: posting.valueOn, ...booked(posting) })),
    ],
  }
}

export const Trial = z.object({ loanId: z.uuid(), change: TrialAsk })

/** A loan with and without something that has not happened, side by side. */
export async function tryOnLoan(context: StaffContext, input: z.output<typeof Trial>) {
  const { loanId, change } = input
  const bundle = await readInReach(context, loanId, { withPast: true })
  return tryEvent(bundle, change, context.businessDay)
}

export const ModesQuestion = z.object({ loanId: z.uuid(), amount: PositiveMoney })

/** The ways of repaying early with one amount, to choose from. */
export async function comparePrepayments(
  context: StaffContext,
  { loanId, amount }: z.output<typeof ModesQuestion>,
) {
  const bundle = await readInReach(context, loanId, { withPast: true })
  return prepaymentModes.map((mode) => {
    const trial = tryEvent(bundle, { kind: 'prepayment', mode, amount }, context.businessDay)
    const { before, after, refusal } = trial
    const saved = before.interestToCome - after.interestToCome
    return {
      mode,
      refusal,
      instalment: after.instalments[0]?.total ?? 0,
      last: after.instalments.at(-1)?.total ?? 0,
      count: after.instalments.length,
      maturesOn: after.maturesOn,
      interestToCome: after.interestToCome,
      saved: refusal === null ? saved : 0,
    }
  })
}
