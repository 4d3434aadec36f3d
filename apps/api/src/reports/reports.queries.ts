import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { ReportCode } from '@banyan/domain/reports/report-kinds'
import { sql } from 'kysely'
import { insertRows } from '../insert-rows.queries.ts'
import type { ReportedLoan } from './reported-loan.ts'

export type StoredStatus = 'frozen' | 'released' | 'superseded'

interface StoredReport {
  id: string
  code: ReportCode
  asOf: Day
  version: number
  status: StoredStatus
  rowCount: number
  digest: Buffer
  checks: string
  correctionOf: string | null
  correctionNote: string | null
  madeBy: string
  madeAt: Date
  makerName: string
  checkerName: string | null
  releasedAt: Date | null
  receipt: string | null
}

/** Who asks: whoever sees only what was released sees no other report. */
export interface Viewer {
  institutionId: string
  seesOnlyReleased: boolean
}

/** Reports with their maker, and the person and receipt of their release. */
function storedReports(tx: Tx, { institutionId, seesOnlyReleased }: Viewer) {
  return tx
    .selectFrom('report')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'report.institutionId')
        .onRef('maker.id', '=', 'report.madeBy'),
    )
    .leftJoin('reportRelease as release', (join) =>
      join
        .onRef('release.institutionId', '=', 'report.institutionId')
        .onRef('release.reportId', '=', 'report.id'),
    )
    .leftJoin('staff as checker', (join) =>
      join
        .onRef('checker.institutionId', '=', 'release.institutionId')
        .onRef('checker.id', '=', 'release.checkerId'),
    )
    .select(['report.id', 'report.code', 'report.asOf', 'report.version', 'report.status'])
    .select(['report.rowCount', 'report.digest', 'report.checks'])
    .select(['report.correctionOf', 'report.correctionNote', 'report.madeBy', 'report.madeAt'])
    .select(['maker.name as makerName', 'checker.name as checkerName'])
    .select(['release.releasedAt', 'release.receipt'])
    .where('report.institutionId', '=', institutionId)
    .$if(seesOnlyReleased, (query) => query.where('release.reportId', 'is not', null))
}

export interface ReportFilter {
  code?: ReportCode | undefined
  status?: StoredStatus | undefined
  after?: { asOf: string; code: string; version: number } | undefined
  limit: number
}

/** Latest day first, the latest version of a report first. */
export async function listReports(
  tx: Tx,
  viewer: Viewer,
  { code, status, after, limit }: ReportFilter,
) {
  const rows = await storedReports(tx, viewer)
    .$if(code !== undefined, (query) => query.where('report.code', '=', code ?? ''))
    .$if(status !== undefined, (query) => query.where('report.status', '=', status ?? ''))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(report.as_of, report.code, report.version)
          < (${after?.asOf ?? null}::date, ${after?.code ?? ''}, ${after?.version ?? 0}::integer)`,
      ),
    )
    .orderBy('report.asOf', 'desc')
    .orderBy('report.code', 'desc')
    .orderBy('report.version', 'desc')
    .limit(limit)
    .execute()
  return rows as StoredReport[]
}

export async function findReport(tx: Tx, viewer: Viewer, reportId: string) {
  const row = await storedReports(tx, viewer)
    .select('report.figures')
    .where('report.id', '=', reportId)
    .executeTakeFirst()
  return row as (StoredReport & { figures: string }) | undefined
}

/** The newest of a report for the latest day before one, released where the viewer sees no other. */
export async function findReportBefore(tx: Tx, viewer: Viewer, code: ReportCode, asOf: Day) {
  const row = await storedReports(tx, viewer)
    .select('report.figures')
    .where('report.code', '=', code)
    .where('report.asOf', '<', asOf)
    .where('report.status', '<>', 'superseded')
    .orderBy('report.asOf', 'desc')
    .orderBy('report.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row as (StoredReport & { figures: string }) | undefined
}

/** The newest version of each report of these days. */
export async function listLatestOf(tx: Tx, viewer: Viewer, days: readonly Day[]) {
  if (days.length === 0) return []
  const rows = await storedReports(tx, viewer)
    .distinctOn(['report.code', 'report.asOf'])
    .where('report.asOf', 'in', days)
    .where('report.status', '<>', 'superseded')
    .orderBy('report.code')
    .orderBy('report.asOf')
    .orderBy('report.version', 'desc')
    .execute()
  return rows as StoredReport[]
}

export interface ReportHead {
  id: string
  code: ReportCode
  asOf: Day
  version: number
  status: StoredStatus
  digest: Buffer
  checks: string
  correctionOf: string | null
  correctionNote: string | null
  madeBy: string
}

const headColumns = [
  'id',
  'code',
  'asOf',
  'version',
  'status',
  'digest',
  'checks',
  'correctionOf',
  'correctionNote',
  'madeBy',
] as const

/** The newest version of a report for a day, held. */
export async function lockLatest(tx: Tx, institutionId: string, code: ReportCode, asOf: Day) {
  const row = await tx
    .selectFrom('report')
    .select(headColumns)
    .where('institutionId', '=', institutionId)
    .where('code', '=', code)
    .where('asOf', '=', asOf)
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row as ReportHead | undefined
}

export async function lockReport(tx: Tx, institutionId: string, reportId: string) {
  const row = await tx
    .selectFrom('report')
    .select(headColumns)
    .where('institutionId', '=', institutionId)
    .where('id', '=', reportId)
    .forUpdate()
    .executeTakeFirst()
  return row as ReportHead | undefined
}

export interface NewReportRow {
  institutionId: string
  id: string
  code: ReportCode
  asOf: Day
  version: number
  status: StoredStatus
  figures: string
  checks: string
  digest: Buffer
  rowCount: number
  correctionOf: string | null
  correctionNote: string | null
  madeBy: string
  madeAt: Date
}

/** Two who build at once meet at the version's key: the later snapshot fails, and is tried again. */
export async function insertReport(tx: Tx, row: NewReportRow): Promise<void> {
  await tx
    .insertInto('report')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['institutionId', 'code', 'asOf', 'version']).doNothing(),
    )
    .execute()
}

const rowColumns = {
  institutionId: 'uuid',
  reportId: 'uuid',
  loanId: 'uuid',
  loanNumber: 'text',
  body: 'jsonb',
} as const

const rowsAtOnce = 4000

export interface ReportRow {
  institutionId: string
  reportId: string
  loanId: string
  loanNumber: string
  body: string
}

export async function insertReportRows(tx: Tx, rows: readonly ReportRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await insertRows(tx, 'reportRow', rowColumns, rows.slice(start, start + rowsAtOnce))
  }
}

export async function setReportStatus(
  tx: Tx,
  institutionId: string,
  reportId: string,
  status: StoredStatus,
): Promise<void> {
  await tx
    .updateTable('report')
    .set({ status })
    .where('institutionId', '=', institutionId)
    .where('id', '=', reportId)
    .execute()
}

export interface ReleaseRow {
  institutionId: string
  reportId: string
  makerId: string
  checkerId: string
  releasedAt: Date
  receipt: string
  digest: Buffer
}

export async function insertRelease(tx: Tx, row: ReleaseRow): Promise<void> {
  await tx.insertInto('reportRelease').values(row).execute()
}

/** The loans a report keeps, by number. */
export async function listReportedLoans(tx: Tx, institutionId: string, reportId: string) {
  const rows = await tx
    .selectFrom('reportRow')
    .select('body')
    .where('institutionId', '=', institutionId)
    .where('reportId', '=', reportId)
    .orderBy(sql`loan_number collate "C"`)
    .execute()
  return rows.map(({ body }) => body as unknown as ReportedLoan)
}

/** Who borrowed: for the page of loans behind a cell. */
export async function listBorrowers(
  tx: Tx,
  institutionId: string,
  reportId: string,
  loanNumbers: readonly string[],
) {
  if (loanNumbers.length === 0) return []
  return tx
    .selectFrom('reportRow')
    .innerJoin('loan', (join) =>
      join
        .onRef('loan.institutionId', '=', 'reportRow.institutionId')
        .onRef('loan.id', '=', 'reportRow.loanId'),
    )
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .select(['reportRow.loanNumber', 'loan.id as loanId', 'customer.kind', 'customer.name'])
    .where('reportRow.institutionId', '=', institutionId)
    .where('reportRow.reportId', '=', reportId)
    .where('reportRow.loanNumber', 'in', loanNumbers)
    .execute()
}
