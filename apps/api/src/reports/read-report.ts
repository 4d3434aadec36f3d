import type { CellMember, ReportCell } from '@banyan/domain/reports/cells'
import { reportLayout } from '@banyan/domain/reports/report-layout'
import { reportCodes, reportsFor } from '@banyan/domain/reports/report-kinds'
import { addDays, Day, endOfMonth, startOfMonth } from '@banyan/domain/calendar'
import { NotFound } from '@banyan/domain/refused'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { cursorOf, IntegerText } from '../cursor.ts'
import { found } from '../not-found.ts'
import { thaw, thawChecks } from './frozen-report.ts'
import { refusalToRelease, type ReportName } from './release-report.ts'
import { membersOf } from './report-figures.ts'
import {
  findReport,
  findReportBefore,
  listBorrowers,
  listReportedLoans,
  listReports,
  type Viewer,
} from './reports.queries.ts'

export const ReportsPage = z.object({
  code: z.enum(reportCodes).optional(),
  status: z.enum(['frozen', 'released', 'superseded']).optional(),
  cursor: cursorOf(Day, z.enum(reportCodes), IntegerText).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type ReportsPage = z.infer<typeof ReportsPage>

export const CellRequest = z.object({
  reportId: z.uuid(),
  cell: z.string().min(1).max(40),
  after: z.string().max(60).optional(),
  limit: z.int().min(1).max(100).default(50),
})
export type CellRequest = z.infer<typeof CellRequest>

/** The regulator sees what was released, and nothing that is being prepared. */
export function viewerOf({ institution, staff }: StaffContext): Viewer {
  return { institutionId: institution.id, seesOnlyReleased: staff.roles.includes('regulator') }
}

type StoredReport = Awaited<ReturnType<typeof listReports>>[number]

function summary(context: StaffContext, report: StoredReport) {
  const { id, code, asOf, version, status, rowCount, correctionOf, correctionNote } = report
  const checks = thawChecks(report.checks)
  const ledger = checks.find((check) => check.id === 'book:ledger')
  return {
    id,
    code,
    asOf,
    version,
    status,
    rowCount,
    correctionOf,
    correctionNote,
    digest: report.digest.toString('hex'),
    checks: { total: checks.length, failed: checks.filter(({ ok }) => !ok).length },
    ledgerDifference: ledger ? ledger.left - ledger.right : 0,
    isLedgerEqual: ledger?.ok ?? false,
    maker: report.makerName,
    madeAt: report.madeAt.toISOString(),
    isOwn: report.madeBy === context.staff.id,
    checker: report.checkerName,
    releasedAt: report.releasedAt?.toISOString() ?? null,
    receipt: report.receipt,
    releaseRefusal: refusalToRelease(report, context.staff.id),
  }
}

export async function listReportsPage(
  context: StaffContext,
  { code, status, cursor, limit }: ReportsPage,
) {
  const [asOf = '', after = '', version = ''] = cursor?.split('|') ?? []
  const rows = await listReports(context.tx, viewerOf(context), {
    code,
    status,
    after: cursor ? { asOf, code: after, version: Number(version) } : undefined,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? `${last.asOf}|${last.code}|${last.version}` : null
  return { rows: page.map((report) => summary(context, report)), next }
}

/** What can be built here: the reports of this kind of institution, and the closed days it is usual to ask. */
export async function reportChoices({ institution, businessDay }: StaffContext) {
  const lastClosedOn = addDays(businessDay, -1)
  const monthEnds = [lastClosedOn]
  let end = lastClosedOn === endOfMonth(lastClosedOn) ? lastClosedOn : null
  for (let count = 0; count < 12; count += 1) {
    end = addDays(startOfMonth(end ?? lastClosedOn), -1)
    monthEnds.push(end)
  }
  return { codes: [...reportsFor(institution.kind)], lastClosedOn, days: monthEnds }
}

export async function getReport(context: StaffContext, { reportId }: ReportName) {
  const report = found(await findReport(context.tx, viewerOf(context), reportId), 'report')
  const { figures, checks } = thaw(report)
  const { institution, rates, netAssets, cells, periodFrom } = figures
  return { ...summary(context, report), institution, rates, netAssets, periodFrom, cells, checks }
}

/** The loans behind a cell, largest first, a page at a time; `sum` and `count` are of them all. */
export async function getCell(
  context: StaffContext,
  { reportId, cell: cellId, after, limit }: CellRequest,
) {
  const { tx, institution } = context
  const report = found(await findReport(tx, viewerOf(context), reportId), 'report')
  const cell = thaw(report).figures.cells.find(({ id }) => id === cellId)
  if (!cell) throw new NotFound('cell')
  const loans = await listReportedLoans(tx, institution.id, reportId)
  const members = membersOf(report.code, cellId, loans).toSorted(largestFirst)
  const start = after === undefined ? 0 : members.findIndex(({ loanId }) => loanId === after) + 1
  const page = members.slice(start, start + limit)
  const rows = await describeMembers(context, reportId, page, loans)
  const isMore = start + limit < members.length
  return {
    cell,
    name: nameOfCell(report.code, cell),
    count: members.length,
    sum: members.reduce((sum, { amount }) => sum + amount, 0),
    /** False where the cell is a share or a rate, which its loans do not add up to. */
    addsUp: cell.unit === 'money' || cell.unit === 'count',
    source: { rows: report.rowCount, digest: report.digest.toString('hex'), asOf: report.asOf },
    rows,
    next: isMore ? (page.at(-1)?.loanId ?? null) : null,
  }
}

const largestFirst = (a: CellMember, b: CellMember) =>
  b.amount - a.amount || (a.loanId < b.loanId ? -1 : 1)

function nameOfCell(code: StoredReport['code'], { row, column }: ReportCell) {
  const layout = reportLayout(code)
  return {
    row: layout.rows.find((each) => each.row === row)?.name ?? null,
    column: layout.columns.find((each) => each.column === column)?.name ?? null,
  }
}

async function describeMembers(
  context: StaffContext,
  reportId: string,
  page: readonly CellMember[],
  loans: Awaited<ReturnType<typeof listReportedLoans>>,
) {
  const { tx, institution } = context
  const numbers = page.map(({ loanId }) => loanId)
  const borrowers = await listBorrowers(tx, institution.id, reportId, numbers)
  return page.map(({ loanId, amount }) => {
    const loan = loans.find(({ number }) => number === loanId)
    const borrower = borrowers.find(({ loanNumber }) => loanNumber === loanId)
    return {
      loanId: borrower?.loanId ?? null,
      loanNumber: loanId,
      borrower: borrower ? shownName(context, borrower.kind, borrower.name) : '',
      tier: loan?.tier ?? null,
      daysPastDue: loan?.daysPastDue ?? 0,
      currency: loan?.currency ?? institution.currency,
      amount,
    }
  })
}

/** What changed since the period before, and since the version this one corrects: cells that differ. */
export async function compareReport(context: StaffContext, { reportId }: ReportName) {
  const { tx } = context
  const viewer = viewerOf(context)
  const report = found(await findReport(tx, viewer, reportId), 'report')
  const before = await findReportBefore(tx, viewer, report.code, report.asOf)
  const corrected = report.correctionOf
    ? await findReport(tx, viewer, report.correctionOf)
    : undefined
  const against = (other: typeof before) =>
    other && {
      id: other.id,
      asOf: other.asOf,
      version: other.version,
      cells: differences(thaw(other).figures.cells, thaw(report).figures.cells),
    }
  return { previous: against(before) ?? null, corrected: against(corrected) ?? null }
}

function differences(before: readonly ReportCell[], after: readonly ReportCell[]) {
  const earlier = new Map(before.map(({ id, value }) => [id, value]))
  return after
    .map(({ id, unit, value }) => ({ id, unit, before: earlier.get(id) ?? null, after: value }))
    .filter((cell) => cell.before !== cell.after)
}
