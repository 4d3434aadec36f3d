import { day } from '@banyan/domain/calendar'
import { findWorkplace } from '../access/access.queries.ts'
import type { Recorder } from '../audit/record-audit.ts'
import { testStatements } from '../covenants/test-statements.ts'
import { askForReviews } from '../inspections/file-updates/ask-for-reviews.ts'
import type { JobContext } from '../jobs/job-handlers.ts'
import type { SignalCause } from '../signals/note-signals.ts'
import { takeSignals } from '../signals/signals.queries.ts'
import { customersPerLook, watchCustomers } from './watch-customers.ts'

/** Looks at everybody to whom something has happened, portion by portion; each signal is taken with what it led to. */
export async function lookAtSignals(job: JobContext): Promise<void> {
  const { resources, institution, staff, requestId } = job
  for (;;) {
    const taken = await resources.transact(institution.id, async (tx) => {
      const workplace = await findWorkplace(tx, institution.id, staff.id)
      if (!workplace) throw new Error('whoever noted the signal works here no longer')
      const businessDay = day(workplace.businessDay)
      const recorder = { tx, institution, staff, requestId, businessDay, now: resources.now }
      return lookAtPortion(recorder)
    })
    if (taken < customersPerLook) return
  }
}

/** In one transaction; how many signals were taken. */
export async function lookAtPortion(recorder: Recorder): Promise<number> {
  const signals = await takeSignals(recorder.tx, recorder.institution.id, customersPerLook)
  const of = (cause: SignalCause) =>
    signals.filter((signal) => signal.cause === cause).map(({ customerId }) => customerId)
  await testStatements(recorder, of('statement'))
  await askForReviews(recorder, [
    ...of('register').map((customerId) => ({ customerId, cause: 'register' })),
    ...of('relation').map((customerId) => ({ customerId, cause: 'relation' })),
  ])
  await watchCustomers(recorder, [...new Set(signals.map(({ customerId }) => customerId))], 'event')
  return signals.length
}
