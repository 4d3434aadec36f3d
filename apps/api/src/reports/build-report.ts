import { uuidv7 } from '@banyan/database'
import { addDays, Day, startOfMonth, startOfYear } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { type ReportCode, reportCodes, reportRefusal } from '@banyan/domain/reports/report-kinds'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { bookChecks } from './book-checks.ts'
import { freeze, type FrozenReport } from './frozen-report.ts'
import {
  findNetAssets,
  listExchangeRates,
  listLoanFacts,
  listRecovered,
  type LoanFact,
} from './loan-facts.queries.ts'
import { type ReportedLoan, reportedLoan, type YearOfLoan } from './reported-loan.ts'
import { figuresOf } from './report-figures.ts'
import {
  insertReport,
  insertReportRows,
  lockLatest,
  type ReportHead,
  setReportStatus,
} from './reports.queries.ts'

export const ReportOrder = z.object({ code: z.enum(reportCodes), asOf: Day })
export type ReportOrder = z.infer<typeof ReportOrder>

export interface BuiltReport {
  id: string
  version: number
  /** False when the same figures stood already: nothing was written. */
  isNew: boolean
}

/** A report worked out from the book, not yet kept. */
export interface Draft extends FrozenReport {
  code: ReportCode
  asOf: Day
  loans: { loanId: string; body: ReportedLoan }[]
}

/**
 * Builds and freezes a report of a closed day. The same figures as the newest version give that
 * version again; other ones replace it while it is not released, and afterwards need a correction.
 */
export async function buildReport(context: StaffContext, order: ReportOrder): Promise<BuiltReport> {
  const { tx, institution } = context
  const draft = await draftReport(context, order)
  const latest = await lockLatest(tx, institution.id, order.code, order.asOf)
  if (latest?.digest.equals(draft.digest))
    return { id: latest.id, version: latest.version, isNew: false }
  if (latest?.status === 'released') throw new Refused('needs-a-correction')
  return keepDraft(context, draft, latest)
}

/** Works the figures out in the caller's snapshot, which must be a repeatable read. */
export async function draftReport(
  context: StaffContext,
  { code, asOf }: ReportOrder,
): Promise<Draft> {
  const { tx, institution, businessDay } = context
  refuseIf(reportRefusal(code, { kind: institution.kind, isDayClosed: asOf < businessDay }))
  const periodFrom = code === 'migration' ? startOfYear(asOf) : startOfMonth(asOf)
  const { facts, startOf } = await factsFor(context, { code, asOf, periodFrom })
  const rates = await listExchangeRates(tx, institution.id, asOf)
  const netAssets = await findNetAssets(tx, institution.id, asOf)
  const { currency, name, kind } = institution
  const reported = facts
    .map((fact) => ({ fact, body: reportedLoan(fact, { currency, rates }, startOf(fact)) }))
    .filter(
      ({ fact }) => code !== 'asset-quality' || fact.balance !== 0 || fact.ledgerBalance !== 0,
    )
  const loans = reported.map(({ body }) => body)
  const known = netAssets === null ? null : money(netAssets)
  const { cells, checks } = figuresOf(code, loans, { netAssets: known, asOf })
  const used = rates.filter((rate) => loans.some((loan) => loan.currency === rate.currency))
  const figures = {
    code,
    asOf,
    periodFrom,
    institution: { code: institution.code, name, kind, currency },
    cells,
    rates: used,
    netAssets,
  }
  const allChecks = [
    ...checks,
    ...bookChecks(
      reported.map(({ fact }) => fact),
      loans,
    ),
  ]
  return {
    code,
    asOf,
    ...freeze(figures, allChecks, loans),
    loans: reported.map(({ fact, body }) => ({ loanId: fact.loanId, body })),
  }
}

/** The loans of a report; for the migration of a year each beside itself at the end of the year before. */
async function factsFor(
  { tx, institution }: StaffContext,
  { code, asOf, periodFrom }: ReportOrder & { periodFrom: Day },
): Promise<{ facts: LoanFact[]; startOf: (fact: LoanFact) => YearOfLoan | undefined }> {
  const institutionId = institution.id
  const facts = await listLoanFacts(tx, { institutionId, asOf, periodFrom })
  if (code !== 'migration') return { facts, startOf: () => undefined }
  const before = addDays(periodFrom, -1)
  const opening = await listLoanFacts(tx, { institutionId, asOf: before, periodFrom: before })
  const starts = new Map(opening.map((fact) => [fact.loanId, fact]))
  const recovered = await listRecovered(tx, { institutionId, asOf, periodFrom })
  const recoveredOf = Map.groupBy(recovered, ({ loanId }) => loanId)
  return {
    facts,
    startOf: ({ loanId }) => ({
      start: starts.get(loanId) ?? null,
      recovered: recoveredOf.get(loanId) ?? [],
    }),
  }
}

/** Keeps a draft as the version after `latest`; an unreleased one that it replaces is superseded. */
export async function keepDraft(
  context: StaffContext,
  draft: Draft,
  latest: ReportHead | undefined,
  correction?: { of: string; note: string },
): Promise<BuiltReport> {
  const { tx, institution, staff } = context
  const { code, asOf, figures, checks, digest, loans } = draft
  const replaced = latest?.status === 'frozen' ? latest : undefined
  const id = uuidv7()
  const version = (latest?.version ?? 0) + 1
  await insertReport(tx, {
    institutionId: institution.id,
    id,
    code,
    asOf,
    version,
    status: 'frozen',
    figures,
    checks,
    digest,
    rowCount: loans.length,
    correctionOf: correction?.of ?? replaced?.correctionOf ?? null,
    correctionNote: correction?.note ?? replaced?.correctionNote ?? null,
    madeBy: staff.id,
    madeAt: context.now(),
  })
  await insertReportRows(
    tx,
    loans.map(({ loanId, body }) => ({
      institutionId: institution.id,
      reportId: id,
      loanId,
      loanNumber: body.number,
      body: JSON.stringify(body),
    })),
  )
  const detail = { code, asOf, version, rows: loans.length, digest: digest.toString('hex') }
  if (replaced) {
    await setReportStatus(tx, institution.id, replaced.id, 'superseded')
    await recordAudit(context, {
      entity: 'report',
      id: replaced.id,
      action: 'supersede',
      detail: { by: version },
    })
  }
  await recordAudit(context, { entity: 'report', id, action: 'build', detail })
  return { id, version, isNew: true }
}
