import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { owedOf } from '@banyan/domain/loans/instalments'
import { loanNumber } from '@banyan/domain/loans/loan-number'
import type { LoanRow } from '@banyan/domain/imports/loans-file'
import { money } from '@banyan/domain/money'
import type { Taking } from '../../loans/enter-event.ts'
import { applyPayment, closeLoanThrough, enter } from '../../loans/loan-course.ts'
import { buildLoan } from '../../loans/build-loan.ts'
import type { InstalmentRow, LoanBundle } from '../../loans/loan-rows.ts'
import type { Borrower } from './loan-import.queries.ts'
import type { ImportScope } from './row-import.ts'

export interface LoanToBuild {
  row: LoanRow
  borrower: Borrower
  product: { code: string; isConsumer: boolean }
  branchId: string
  serial: number | null
}

/**
 * A loan paid out elsewhere, with its schedule built by our rules. Active: what has fallen due is unpaid
 * until its repayments are imported. Settled: everything was paid on its due day, or on the day the file
 * says it ended. Written off: paid until that day, where the file states one, but never to the end. What was
 * paid is one repayment that sums it up.
 */
export function buildImportedLoan(scope: ImportScope, given: LoanToBuild): LoanBundle {
  const { context, place } = scope
  const { institution, staff, businessDay } = context
  const { row, borrower, product, branchId, serial } = given
  const at = () => context.now()
  const { method, annualRate, periods, frequency, disbursedOn, firstDueOn, currency } = row
  const bundle = buildLoan(
    {
      method,
      principal: row.amount,
      annualRate,
      periods,
      frequency,
      dayCount: '30/360',
      rounding: 'half-up',
      disbursedOn,
      firstDueOn,
      institution,
      number: serial === null ? `rehearsed-${uuidv7()}` : loanNumber(disbursedOn, serial),
      customerId: borrower.id,
      product: product.code,
      currency,
      branchId,
      officerId: borrower.officerId,
      industrySection: borrower.industrySection,
      guarantee: 'credit',
      isConsumer: product.isConsumer,
      source: 'import',
      disbursedBy: staff.id,
      importBatchId: place.batchId,
    },
    { newId: uuidv7, at },
  )
  const taking = {
    newId: uuidv7,
    at,
    postedBy: staff.id,
    source: 'import' as const,
    importBatchId: place.batchId,
  }
  if (row.status === 'settled') {
    sumUp(bundle, bundle.instalments, row.endedOn ?? lastDayOf(bundle, businessDay), taking)
  }
  if (row.status === 'written-off') {
    const { endedOn } = row
    writeOff(bundle, { on: endedOn ?? businessDay, isKnown: endedOn !== null }, taking)
  }
  closeLoanThrough(bundle, addDays(businessDay, -1), at)
  return bundle
}

function lastDayOf({ loan }: LoanBundle, businessDay: Day): Day {
  return loan.maturesOn < businessDay ? loan.maturesOn : businessDay
}

/** One repayment for all these instalments, each settled on its due day or on the last day at the latest. */
function sumUp(
  bundle: LoanBundle,
  paid: readonly InstalmentRow[],
  endedOn: Day,
  taking: Taking,
): void {
  const amount = money(paid.reduce((sum, row) => sum + owedOf(row).total, 0))
  if (amount === 0) return
  applyPayment(bundle, { paidOn: endedOn, amount }, taking)
  for (const row of paid) if (row.dueOn < endedOn) row.settledOn = row.dueOn
}

/** What fell due until the day was paid, but never to the end; the rest left the books. */
function writeOff(
  bundle: LoanBundle,
  { on, isKnown }: { on: Day; isKnown: boolean },
  taking: Taking,
): void {
  const paid = bundle.instalments.slice(0, -1).filter(({ dueOn }) => dueOn <= on)
  if (isKnown) sumUp(bundle, paid, on, taking)
  closeLoanThrough(bundle, addDays(on, -1), taking.at)
  if (bundle.loan.status === 'active') enter(bundle, { kind: 'write-off', on }, taking)
}
