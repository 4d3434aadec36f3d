import { rateUnder, resetDaysOf } from '@banyan/domain/products/rate-plan'
import type { Day } from '@banyan/domain/calendar'
import type { Rate } from '@banyan/domain/rate'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { takingOf } from '../loans/enter-on-loan.ts'
import { enter } from '../loans/loan-course.ts'
import type { LoanBundle } from '../loans/loan-rows.ts'
import { lockLoans, recordMovements } from '../loans/loans.queries.ts'
import type { CloseStep } from './close-step.ts'
import { type FloatingLoan, listFloatingLoans } from './rate-resets.queries.ts'

const loansAtOnce = 500

/** What the loan costs from the day on; null when that is what it costs already, or is not known. */
export function resetRate(loan: FloatingLoan, day: Day): Rate | null {
  const { ratePlan, disbursedOn, maturesOn, annualRate } = loan
  if (!resetDaysOf(ratePlan, disbursedOn, maturesOn).includes(day)) return null
  const rate = rateUnder(ratePlan, day)
  return rate === annualRate ? null : rate
}

/** Loans whose rate follows the loan prime rate anew from the day on. */
export const rateResetsStep: CloseStep = {
  name: 'rate-resets',
  run: async (closer, day, { after, limit }) => {
    const { tx, institution } = closer
    const most = Math.min(limit, loansAtOnce)
    const found = await listFloatingLoans(tx, institution.id, { day, after, limit: most })
    const rates = new Map<string, Rate>()
    for (const loan of found) {
      const rate = resetRate(loan, day)
      if (rate !== null) rates.set(loan.id, rate)
    }
    const bundles = await lockLoans(tx, institution, [...rates.keys()])
    await resetRates({ ...closer, businessDay: day }, bundles, rates)
    return { rows: rates.size, next: found.length === most ? (found.at(-1)?.id ?? null) : null }
  },
}

async function resetRates(
  recorder: Recorder,
  bundles: readonly LoanBundle[],
  rates: ReadonlyMap<string, Rate>,
): Promise<void> {
  const { tx, businessDay: on } = recorder
  const taking = takingOf(recorder)
  const before = new Map(bundles.map(({ loan }) => [loan.id, loan.annualRate]))
  for (const bundle of bundles) {
    const annualRate = rates.get(bundle.loan.id)
    if (annualRate !== undefined) enter(bundle, { kind: 'rate-reset', on, annualRate }, taking)
  }
  await recordMovements(tx, bundles)
  for (const { loan } of bundles) {
    const detail = { on, before: before.get(loan.id), after: loan.annualRate }
    await recordAudit(recorder, { entity: 'loan', id: loan.id, action: 'reset-rate', detail })
  }
}
