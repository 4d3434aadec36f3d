import { explainCompound, explainPenalty } from '@banyan/domain/loans/course/explain'
import { explainCell } from '@banyan/domain/loans/explain-cell'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { firstPlan, stateOf } from './enter-event.ts'
import { findPlan, listHappenings, listSuperseded, listVersions } from './loan-page.queries.ts'
import { readInReach } from './read-course.ts'
import type { LoanQuestion } from './read-loan.ts'

/** Everything that was entered for a loan, with what was taken back. */
export async function loanHappenings(
  context: StaffContext,
  { loanId }: z.output<typeof LoanQuestion>,
) {
  await readInReach(context, loanId)
  const rows = await listHappenings(context, loanId)
  return rows.map((row) => ({ ...row, isBackdated: row.valueDay < row.businessDay }))
}

/** The schedules a loan has had: which rows each brought, and which of them a later one replaced. */
export async function loanVersions(
  context: StaffContext,
  { loanId }: z.output<typeof LoanQuestion>,
) {
  const { loan, instalments } = await readInReach(context, loanId)
  const versions = await listVersions(context, loanId)
  const superseded = await listSuperseded(context, loanId)
  const first = {
    version: 1,
    validFrom: loan.disbursedOn,
    reason: 'drawdown',
    eventId: null,
    madeAt: loan.createdAt,
  }
  return [first, ...versions].map((version) => ({
    ...version,
    rows: [
      ...superseded.map((row) => ({ ...row, isSuperseded: true })),
      ...instalments.map((row) => ({ ...row, isSuperseded: false })),
    ]
      .filter((row) => row.version === version.version)
      .map(({ number, dueOn, principal, interest, fee, isSuperseded }) => ({
        ...{ number, dueOn, principal, interest, fee, isSuperseded },
      }))
      .toSorted((a, b) => a.number - b.number),
  }))
}

export const CellQuestion = z.object({
  loanId: z.uuid(),
  number: z.int().min(1),
  column: z.enum(['principal', 'interest', 'total', 'balance', 'fee', 'penalty', 'compound']),
})

/** The arithmetic behind one cell of the schedule, as of the business day. */
export async function explainInstalment(
  context: StaffContext,
  { loanId, number, column }: z.output<typeof CellQuestion>,
) {
  const bundle = await readInReach(context, loanId, { withPast: true })
  const state = stateOf(bundle)
  const row = found(
    state.instalments.find((known) => known.number === number),
    'instalment',
  )
  if (column === 'penalty') return explainPenalty(state, number, context.businessDay)
  if (column === 'compound') return explainCompound(state, number, context.businessDay)
  if (row.kind !== 'scheduled') throw new Refused('row-is-not-scheduled')
  const plan = row.version === 1 ? firstPlan(bundle) : await findPlan(context, loanId, row.version)
  if (!plan) throw new Refused('row-is-not-scheduled')
  return explainCell(plan, number, column)
}
