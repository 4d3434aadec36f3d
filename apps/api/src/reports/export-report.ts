import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { attachment } from './attachment.ts'
import { thaw } from './frozen-report.ts'
import { viewerOf } from './read-report.ts'
import { fileFormats, fileName, fileTypes, writeFiles } from './report-files.ts'
import type { ReportFile } from './report-table.ts'
import { findReport, listReportedLoans } from './reports.queries.ts'

export const FileRequest = z.object({ reportId: z.uuid(), format: z.enum(fileFormats) })
export type FileRequest = z.infer<typeof FileRequest>

/** A frozen report with all that its files hold. */
export async function readReportFile(context: StaffContext, reportId: string): Promise<ReportFile> {
  const { tx, institution } = context
  const report = found(await findReport(tx, viewerOf(context), reportId), 'report')
  const loans = await listReportedLoans(tx, institution.id, reportId)
  return {
    ...thaw(report),
    loans,
    version: report.version,
    digest: report.digest.toString('hex'),
  }
}

/** A report as one file; kept in its record as an export. */
export async function exportReport(
  context: StaffContext,
  { reportId, format }: FileRequest,
): Promise<Response> {
  const file = await readReportFile(context, reportId)
  const [written] = await writeFiles(file, [format])
  if (!written) throw new Error(`no ${format} was written`)
  await recordAudit(context, {
    entity: 'report',
    id: reportId,
    action: 'export',
    detail: { format, sha256: written.sha256 },
  })
  return attachment(written.bytes, { type: fileTypes[format], name: fileName(file, format) })
}
