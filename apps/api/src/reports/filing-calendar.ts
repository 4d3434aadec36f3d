import { filingsOf } from '@banyan/domain/reports/filing-calendar'
import type { StaffContext } from '../access/staff-context.ts'
import { findFirstLoanOn } from './loan-facts.queries.ts'
import { viewerOf } from './read-report.ts'
import { listLatestOf } from './reports.queries.ts'

const periods = 4

/** The last periods' returns: handed in, being prepared, missing, and whether they are late by the business day. */
export async function listFilings(context: StaffContext) {
  const { tx, institution, businessDay } = context
  const since = await findFirstLoanOn(tx, institution.id)
  const filings = filingsOf(institution.kind, { on: businessDay, since, count: periods })
  const days = filings.map(({ asOf }) => asOf)
  const reports = await listLatestOf(tx, viewerOf(context), days)
  return filings.map(({ code, asOf, dueOn }) => {
    const report = reports.find((each) => each.code === code && each.asOf === asOf)
    const isReleased = report?.releasedAt != null || report?.correctionOf != null
    const state = isReleased ? 'released' : report ? 'frozen' : 'missing'
    return {
      code,
      asOf,
      dueOn,
      state: state as 'released' | 'frozen' | 'missing',
      isLate: !isReleased && dueOn !== null && dueOn < businessDay,
      reportId: report?.id ?? null,
    }
  })
}
