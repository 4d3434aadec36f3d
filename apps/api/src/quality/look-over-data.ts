import type { Day } from '@banyan/domain/calendar'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { refreshIssues } from './look-over.queries.ts'

/** The nightly look at the data: what is wrong is given to whoever has the customer, what was mended is settled. */
export async function lookOverData(
  closer: Omit<Recorder, 'businessDay'>,
  day: Day,
): Promise<{ found: number; settled: number }> {
  const { tx, institution, now } = closer
  const result = await refreshIssues(tx, institution.id, { day, at: now() })
  await recordAudit(
    { ...closer, businessDay: day },
    {
      entity: 'institution',
      id: institution.id,
      action: 'data-looked-over',
      detail: { day, ...result },
    },
  )
  return result
}
