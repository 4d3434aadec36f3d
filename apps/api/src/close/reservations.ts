import type { CloseStep } from './close-step.ts'
import { expireReservations } from './close.queries.ts'

/** Approvals not drawn by the close of their last day hold the limits no longer. */
export const reservationsStep: CloseStep = {
  name: 'reservations',
  run: async ({ tx, institution }, day) => ({
    rows: await expireReservations(tx, institution.id, day),
    next: null,
  }),
}
