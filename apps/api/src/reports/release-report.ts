import { refuseIf } from '@banyan/domain/refused'
import { reportLayout } from '@banyan/domain/reports/report-layout'
import { releaseRefusal } from '@banyan/domain/reports/report-kinds'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { thawChecks } from './frozen-report.ts'
import {
  insertRelease,
  lockReport,
  type ReportHead,
  setReportStatus,
  type StoredStatus,
} from './reports.queries.ts'

export const ReportName = z.object({ reportId: z.uuid() })
export type ReportName = z.infer<typeof ReportName>

export interface Receipt {
  receipt: string
  releasedAt: string
  digest: string
}

/** Why this person may not release a report, or null. */
export function refusalToRelease(
  report: { status: StoredStatus; madeBy: string; checks: string },
  staffId: string,
) {
  const checks = thawChecks(report.checks)
  const failedChecks = checks.filter(({ ok }) => !ok).length
  const status = report.status === 'frozen' ? 'built' : report.status
  return releaseRefusal({ status, builtBy: report.madeBy, failedChecks }, { id: staffId })
}

/** Hands a frozen report to the regulator: by another person than its maker, with a receipt. */
export async function releaseReport(
  context: StaffContext,
  { reportId }: ReportName,
): Promise<Receipt> {
  const { tx, institution, staff } = context
  const report = found(await lockReport(tx, institution.id, reportId), 'report')
  refuseIf(refusalToRelease(report, staff.id))

  const releasedAt = context.now()
  const receipt = receiptOf(report)
  const digest = report.digest.toString('hex')
  await insertRelease(tx, {
    institutionId: institution.id,
    reportId,
    makerId: report.madeBy,
    checkerId: staff.id,
    releasedAt,
    receipt,
    digest: report.digest,
  })
  await setReportStatus(tx, institution.id, reportId, 'released')
  if (report.correctionOf) await supersede(context, report.correctionOf, report.version)
  await recordAudit(context, {
    entity: 'report',
    id: reportId,
    action: 'release',
    detail: { receipt, digest, makerId: report.madeBy },
  })
  return { receipt, releasedAt: releasedAt.toISOString(), digest }
}

/** One for each version of each day's report. */
function receiptOf({ code, asOf, version }: ReportHead): string {
  return `HZ-${reportLayout(code).form}-${asOf.replaceAll('-', '')}-${String(version).padStart(2, '0')}`
}

async function supersede(context: StaffContext, reportId: string, by: number): Promise<void> {
  const { tx, institution } = context
  const corrected = found(await lockReport(tx, institution.id, reportId), 'report')
  await setReportStatus(tx, institution.id, corrected.id, 'superseded')
  await recordAudit(context, {
    entity: 'report',
    id: corrected.id,
    action: 'supersede',
    detail: { by },
  })
}
