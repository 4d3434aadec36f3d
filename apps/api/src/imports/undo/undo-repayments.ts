import { addDays, type Day } from '@banyan/domain/calendar'
import { owedOf } from '@banyan/domain/loans/instalments'
import { nextBoundaryOn } from '@banyan/domain/classification/by-days'
import { money } from '@banyan/domain/money'
import { uuidv7 } from '@banyan/database'
import type { StaffContext } from '../../access/staff-context.ts'
import { lockBusinessDay } from '../../loans/business-day.queries.ts'
import { type Payment, replayRepayments, rewindLoan } from '../../loans/loan-course.ts'
import type { LoanBundle } from '../../loans/loan-rows.ts'
import {
  listPayments,
  lockLoans,
  setLoanStates,
  setTiers,
  supersedeTiers,
} from '../../loans/loans.queries.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { deleteReferencesOf } from '../references.queries.ts'
import { reversingPostings } from './reversing-postings.ts'
import type { UndoStep } from './undo-batch.ts'
import {
  insertPostings,
  listPostingsOfJournals,
  listRepayments,
  markReversed,
  takeSharesBack,
} from './undo-loans.queries.ts'

/** Repayments of the batch are reversed; each loan stands as its other repayments leave it. */
export async function undoRepayments(
  context: StaffContext,
  { institutionId }: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, institution } = context
  const on = await lockBusinessDay(context)
  const ids = changes.map(({ entityId }) => entityId)
  const repayments = (await listRepayments(tx, institutionId, ids)).filter(
    ({ reversedOn }) => reversedOn === null,
  )
  const loanIds = [...new Set(repayments.map(({ loanId }) => loanId))].sort()
  const before = await lockLoans(tx, institution, loanIds)
  const journals = repayments.map(({ journalId }) => journalId)
  const postings = await listPostingsOfJournals(tx, institutionId, loanIds, journals)
  const { rows, journalOf } = reversingPostings(postings, { on, at: context.now() })
  await insertPostings(tx, rows)
  const reversals = repayments.map(({ id, journalId }) => ({
    id,
    journalId: journalOf.get(journalId) ?? '',
  }))
  const reversed = repayments.map(({ id }) => id)
  await markReversed(tx, institutionId, reversals, on)
  await takeSharesBack(tx, institutionId, reversed)
  const statusOf = new Map(before.map(({ loan }) => [loan.id, String(loan.status)]))
  await restoreLoans(context, loanIds, statusOf)
  await deleteReferencesOf(tx, institutionId, reversed)
  return { removed: reversed.length, restored: 0, kept: [] }
}

async function restoreLoans(
  context: StaffContext,
  loanIds: readonly string[],
  statusOf: ReadonlyMap<string, string>,
): Promise<void> {
  if (loanIds.length === 0) return
  const { tx, institution } = context
  const bundles = await lockLoans(tx, institution, loanIds)
  const payments = Map.groupBy(
    await listPayments(tx, institution.id, loanIds),
    ({ loanId }) => loanId,
  )
  const retold: LoanBundle[] = []
  for (const bundle of bundles) {
    const earlier = (payments.get(bundle.loan.id) ?? []) as Payment[]
    const isWrittenOff = statusOf.get(bundle.loan.id) === 'written-off'
    if (!isWrittenOff) retold.push(retell(context, bundle, earlier))
    standAsPaid(context, bundle, isWrittenOff)
  }
  const retoldIds = retold.map(({ loan }) => loan.id)
  if (retoldIds.length > 0) {
    const at = context.now()
    await supersedeTiers(tx, { institutionId: institution.id, loanIds: retoldIds, at })
  }
  await setLoanStates(
    tx,
    bundles.map(({ loan }) => loan),
  )
  await setTiers(
    tx,
    retold.flatMap(({ tiers }) => tiers),
  )
}

/** The history of tiers as it is without the reversed repayments; its end is the loan's tier. */
function retell(context: StaffContext, bundle: LoanBundle, payments: Payment[]): LoanBundle {
  const at = () => context.now()
  const retold = structuredClone(bundle)
  rewindLoan(retold, context.now())
  replayRepayments(retold, payments, {
    newId: uuidv7,
    at,
    postedBy: context.staff.id,
    source: 'import',
    closedThrough: addDays(context.businessDay, -1),
  })
  const { tier, defaultedOn } = retold.loan
  Object.assign(bundle.loan, { tier, defaultedOn })
  return retold
}

/** Balance, status and the oldest unpaid day, out of the instalments as they now stand. */
function standAsPaid(
  { businessDay }: StaffContext,
  bundle: LoanBundle,
  isWrittenOff: boolean,
): void {
  const { loan, instalments } = bundle
  const unpaid = instalments.filter((row) => owedOf(row).total > 0)
  const oldestUnpaidOn: Day | null = unpaid[0]?.dueOn ?? null
  loan.balance = money(
    instalments.reduce((sum, { principal, principalPaid }) => sum + principal - principalPaid, 0),
  )
  Object.assign(loan, {
    oldestUnpaidOn,
    nextTierOn: isWrittenOff ? null : nextBoundaryOn(oldestUnpaidOn, addDays(businessDay, -1)),
    status: isWrittenOff ? 'written-off' : oldestUnpaidOn === null ? 'settled' : 'active',
    settledOn: oldestUnpaidOn === null ? loan.settledOn : null,
  })
}
