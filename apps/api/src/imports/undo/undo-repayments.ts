import { addDays } from '@banyan/domain/calendar'
import { uuidv7 } from '@banyan/database'
import type { StaffContext } from '../../access/staff-context.ts'
import { lockGroupsOfLoans } from '../../groups/exposure.queries.ts'
import { lockBusinessDay } from '../../loans/business-day.queries.ts'
import { enter, retellHistory } from '../../loans/loan-course.ts'
import type { LoanBundle } from '../../loans/loan-rows.ts'
import { lockLoans, recordMovements, supersedeTiers } from '../../loans/loans.queries.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { deleteReferencesOf } from '../references.queries.ts'
import type { UndoStep } from './undo-batch.ts'
import { listRepayments } from './undo-loans.queries.ts'

/** Repayments of the batch are taken back; each loan stands as its other repayments leave it. */
export async function undoRepayments(
  context: StaffContext,
  { institutionId }: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, institution } = context
  await lockBusinessDay(context)
  const ids = changes.map(({ entityId }) => entityId)
  const repayments = (await listRepayments(tx, institutionId, ids)).filter(
    ({ reversedOn }) => reversedOn === null,
  )
  const ofLoan = Map.groupBy(repayments, ({ loanId }) => loanId)
  await lockGroupsOfLoans(tx, institutionId, [...ofLoan.keys()])
  const bundles = await lockLoans(tx, institution, [...ofLoan.keys()], { withPast: true })
  const retold = bundles.filter((bundle) => {
    takeBack(context, bundle, ofLoan.get(bundle.loan.id) ?? [])
    return bundle.loan.status !== 'written-off'
  })
  const loanIds = retold.map(({ loan }) => loan.id)
  await supersedeTiers(tx, { institutionId, loanIds, at: context.now() })
  await recordMovements(tx, bundles)
  const reversed = repayments.map(({ id }) => id)
  await deleteReferencesOf(tx, institutionId, reversed)
  return { removed: reversed.length, restored: 0, kept: [] }
}

/** Latest first, so that each leaves what came before it as it was. */
function takeBack(
  context: StaffContext,
  bundle: LoanBundle,
  repayments: readonly { id: string }[],
): void {
  const { businessDay, staff } = context
  const at = () => context.now()
  const events = bundle.past ?? []
  const given = new Set(repayments.map(({ id }) => id))
  for (const { id } of events.filter((event) => given.has(event.id)).toReversed()) {
    enter(
      bundle,
      { kind: 'reversal', on: businessDay, of: id },
      { newId: uuidv7, at, postedBy: staff.id, source: 'import', businessDay },
    )
  }
  if (bundle.loan.status === 'written-off') return
  const closedThrough = addDays(businessDay, -1)
  retellHistory(bundle, { at, closedThrough, knownFrom: context.now() })
}
