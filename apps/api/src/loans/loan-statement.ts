import { Day } from '@banyan/domain/calendar'
import { replay } from '@banyan/domain/loans/course/course'
import { statementLines } from '@banyan/domain/loans/course/statement'
import { zero } from '@banyan/domain/money'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { contractOf } from './agreed-terms.ts'
import { courseOptions, pastOf, stateOf } from './enter-event.ts'
import type { LoanBundle } from './loan-rows.ts'
import { readInReach } from './read-course.ts'

export const StatementQuestion = z.object({
  loanId: z.uuid(),
  from: Day.optional(),
  to: Day.optional(),
})

type Period = Omit<z.output<typeof StatementQuestion>, 'loanId'>

/**
 * The lines of a period, with the balances before and after it; events count on their value days, and what came about
 * by itself on the day it did.
 */
export function statementOf(bundle: LoanBundle, { from, to }: Period) {
  const through = stateOf(bundle).on
  const { effects } = replay(contractOf(bundle.loan), pastOf(bundle), { ...courseOptions, through })
  const lines = statementLines(effects)
  const before = from === undefined ? [] : lines.filter(({ on }) => on < from)
  const upTo = to === undefined ? lines : lines.filter(({ on }) => on <= to)
  return {
    opening: before.at(-1)?.balance ?? zero,
    closing: upTo.at(-1)?.balance ?? zero,
    lines: upTo.slice(before.length).map((line) => ({
      ...line,
      kind: line.event?.kind ?? ('apply-held' as const),
    })),
  }
}

export async function loanStatement(
  context: StaffContext,
  { loanId, ...period }: z.output<typeof StatementQuestion>,
) {
  const bundle = await readInReach(context, loanId, { withPast: true })
  const { number, currency } = bundle.loan
  return { loanId, number, currency, ...statementOf(bundle, period) }
}
