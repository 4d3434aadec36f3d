import type { CloseStep } from './close-step.ts'
import { endPeriods, leaveBalance } from './periods.queries.ts'

/** Loans whose interest period ended unpaid: its interest joins what is due, and the next period opens. */
export const periodsStep: CloseStep = {
  name: 'periods',
  again: true,
  run: async ({ tx, institution }, day, { limit }) => {
    const rows = await endPeriods(tx, institution.id, { day, limit })
    // What was entered into the past may be several periods behind.
    return { rows, next: rows > 0 ? String(rows) : null }
  },
}

/** Loans so long past due that their interest leaves the balance sheet. */
export const offBalanceStep: CloseStep = {
  name: 'off-balance',
  again: true,
  run: async ({ tx, institution }, day, { limit }) => {
    const rows = await leaveBalance(tx, institution.id, { day, limit })
    return { rows, next: rows === limit ? String(rows) : null }
  },
}
