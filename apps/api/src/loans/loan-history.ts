import { explainCompound, explainPenalty } from '@banyan/domain/loans/course/explain'
import { explainCell, type ExplainedColumn } from '@banyan/domain/loans/explain-cell'
import { buildRows } from '@banyan/domain/loans/schedule-plan'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { firstPlan, stateOf } from './enter-event.ts'
import { findPlan, listHappenings, listSuperseded, listVersions } from './loan-page.queries.ts'
import type { LoanBundle } from './loan-rows.ts'
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
  /** The version of the schedule whose row it is; left out, the row in force. */
  version: z.int().min(1).optional(),
})

/** The arithmetic behind one cell of the schedule, as of the business day. */
export async function explainInstalment(
  context: StaffContext,
  { loanId, number, column, version }: z.output<typeof CellQuestion>,
) {
  const bundle = await readInReach(context, loanId, { withPast: true })
  const state = stateOf(bundle)
  const inForce = state.instalments.find((known) => known.number === number)
  if (version !== undefined && version !== inForce?.version) {
    if (column === 'penalty' || column === 'compound') throw new Refused('row-is-not-scheduled')
    return explainReplaced(context, bundle, { number, column, version })
  }
  const row = found(inForce, 'instalment')
  if (column === 'penalty') return explainPenalty(state, number, context.businessDay)
  if (column === 'compound') return explainCompound(state, number, context.businessDay)
  if (row.kind !== 'scheduled') throw new Refused('row-is-not-scheduled')
  const plan = await planOfVersion(context, bundle, row.version)
  return explainCell(plan, number, column)
}

async function planOfVersion(context: StaffContext, bundle: LoanBundle, version: number) {
  const plan = version === 1 ? firstPlan(bundle) : await findPlan(context, bundle.loan.id, version)
  if (!plan) throw new Refused('row-is-not-scheduled')
  return plan
}

/** A cell of a row that a later version replaced. */
async function explainReplaced(
  context: StaffContext,
  bundle: LoanBundle,
  cell: { number: number; column: ExplainedColumn; version: number },
) {
  const { number, column, version } = cell
  const replaced = await listSuperseded(context, bundle.loan.id)
  const row = found(
    replaced.find((known) => known.version === version && known.number === number),
    'instalment',
  )
  const plan = await planOfVersion(context, bundle, version)
  const planned = buildRows(plan).find((each) => each.number === number)
  if (planned?.dueOn !== row.dueOn || planned.principal !== row.principal)
    throw new Refused('row-is-not-scheduled')
  return explainCell(plan, number, column)
}
