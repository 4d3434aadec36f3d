import type { StaffContext } from '../../access/staff-context.ts'
import { lockBusinessDay } from '../../loans/business-day.queries.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { deleteReferencesOf } from '../references.queries.ts'
import { reversingPostings } from './reversing-postings.ts'
import type { UndoStep } from './undo-batch.ts'
import {
  insertPostings,
  listPostingsOfLoans,
  listRepaymentsOfLoans,
  lockVoidableLoans,
  markReversed,
  setLoansVoid,
  takeSharesBack,
  type VoidableLoan,
} from './undo-loans.queries.ts'

/** Loans of the batch become void: every posting is reversed on the business day, what they were stays readable. */
export async function undoLoans(
  context: StaffContext,
  { institutionId, id: batchId }: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx } = context
  const on = await lockBusinessDay(context)
  const at = context.now()
  const ids = changes.map(({ entityId }) => entityId)
  const loans = await lockVoidableLoans(tx, { institutionId, batchId }, ids)
  const gone = loans.filter((loan) => reasonToStay(loan) === null).map(({ id }) => id)
  const postings = await listPostingsOfLoans(tx, institutionId, gone)
  const { rows, journalOf } = reversingPostings(postings, { on, at })
  await insertPostings(tx, rows)
  const repayments = await listRepaymentsOfLoans(tx, institutionId, gone)
  const paid = repayments.filter(({ reversedOn }) => reversedOn === null)
  const reversals = paid.map(({ id, journalId }) => ({
    id,
    journalId: journalOf.get(journalId) ?? '',
  }))
  await markReversed(tx, institutionId, reversals, on)
  await takeSharesBack(
    tx,
    institutionId,
    paid.map(({ id }) => id),
  )
  await setLoansVoid(tx, institutionId, gone, { on, at })
  await deleteReferencesOf(tx, institutionId, gone)
  const kept = loans.flatMap((loan) => {
    const reason = reasonToStay(loan)
    return reason === null ? [] : [{ entity: 'loan' as const, number: loan.number, reason }]
  })
  return { removed: gone.length, restored: 0, kept }
}

function reasonToStay({ auditSeq, hasOtherRepayments, status }: VoidableLoan): string | null {
  if (hasOtherRepayments) return 'repaid-since'
  return auditSeq > 0 || status === 'void' ? 'changed-since' : null
}
