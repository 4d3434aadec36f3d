import { recordAudit } from '../audit/record-audit.ts'
import { takingOf } from '../loans/enter-on-loan.ts'
import { advance } from '../loans/loan-course.ts'
import { lockLoans, recordMovements } from '../loans/loans.queries.ts'
import type { CloseStep } from './close-step.ts'
import { listSelfMoving } from './held-money.queries.ts'

const loansAtOnce = 500

/** Money held for a borrower pays what falls due on the day; interest of a grace period joins the principal. */
export const heldMoneyStep: CloseStep = {
  name: 'held-money',
  run: async (closer, day, portion) => {
    const { tx, institution } = closer
    const recorder = { ...closer, businessDay: day }
    const most = Math.min(portion.limit, loansAtOnce)
    const ids = await listSelfMoving(tx, institution.id, {
      day,
      after: portion.after,
      limit: most,
    })
    const bundles = await lockLoans(tx, institution, ids)
    const before = new Map(
      bundles.map(({ loan }) => [loan.id, { held: loan.held, balance: loan.balance }]),
    )
    const moved = bundles.filter((bundle) => advance(bundle, day, takingOf(recorder)))
    await recordMovements(tx, moved)
    for (const { loan } of moved) {
      const after = { held: loan.held, balance: loan.balance, status: loan.status }
      const detail = { before: before.get(loan.id), after }
      await recordAudit(recorder, { entity: 'loan', id: loan.id, action: 'apply-held', detail })
    }
    return { rows: moved.length, next: ids.length === most ? (ids.at(-1) ?? null) : null }
  },
}
