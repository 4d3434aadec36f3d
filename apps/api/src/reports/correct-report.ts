import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { type BuiltReport, draftReport, keepDraft } from './build-report.ts'
import { lockLatest, lockReport } from './reports.queries.ts'

export const Correction = z.object({
  reportId: z.uuid(),
  explanation: z.string().trim().min(5).max(500),
})
export type Correction = z.infer<typeof Correction>

/**
 * Builds a released report anew as its next version, with the reason for the difference. The
 * released version stands until the correction is released in its turn.
 */
export async function correctReport(
  context: StaffContext,
  { reportId, explanation }: Correction,
): Promise<BuiltReport> {
  const { tx, institution } = context
  const report = found(await lockReport(tx, institution.id, reportId), 'report')
  if (report.status !== 'released') throw new Refused('not-released')
  const latest = await lockLatest(tx, institution.id, report.code, report.asOf)
  if (latest && latest.id !== report.id) throw new Refused('correction-waits')
  const draft = await draftReport(context, report)
  if (draft.digest.equals(report.digest)) throw new Refused('nothing-to-correct')
  const built = await keepDraft(context, draft, report, { of: report.id, note: explanation })
  await recordAudit(context, {
    entity: 'report',
    id: report.id,
    action: 'correct',
    detail: { by: built.version },
  })
  return built
}
