import { uuidv7 } from '@banyan/database'
import { type Day, yearOf } from '@banyan/domain/calendar'
import { casePriority } from '@banyan/domain/collection/case-priority'
import { claimClocks } from '@banyan/domain/collection/claim-clocks'
import { bucketOf, type CollectionRules } from '@banyan/domain/collection/collection-rules'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import {
  type CaseClosing,
  type CaseFigures,
  type CaseStepRow,
  closeCases,
  insertCases,
  insertCaseSteps,
  setCaseFigures,
} from './cases.queries.ts'
import { endClocks, keepClocks, listLateLoans } from './clocks.queries.ts'
import { type DebtorFacts, readDebtors } from './debtors.queries.ts'

interface OfCase {
  caseId: string
  debtorId: string
}

interface CaseStep {
  kind: CaseStepRow['kind']
  staffId?: string | null
  detail?: Record<string, unknown>
}

/** One line of the story of a case, and of the record of its debtor. */
export const tellCase = (recorder: Recorder, held: OfCase, step: CaseStep): Promise<void> =>
  tellCases(recorder, [{ ...held, ...step }])

/** One line each of the stories of cases, and of the records of their debtors. */
async function tellCases(recorder: Recorder, steps: readonly (OfCase & CaseStep)[]): Promise<void> {
  const at = recorder.now()
  const rows = steps.map(({ caseId, kind, staffId = null, detail = {} }) => ({
    institutionId: recorder.institution.id,
    id: uuidv7(),
    caseId,
    kind,
    happenedOn: recorder.businessDay,
    at,
    staffId,
    detail: JSON.stringify(detail),
  }))
  await insertCaseSteps(recorder, rows)
  await recordAudits(
    recorder,
    steps.map(({ caseId, debtorId, kind, detail = {} }) => ({
      entity: 'customer',
      id: debtorId,
      action: `collection-${kind}`,
      detail: { case: caseId, ...detail },
    })),
  )
}

/** Derives the clocks of these debtors' late loans anew and keeps them. */
async function refreshClocks(
  recorder: Recorder,
  rules: CollectionRules,
  debtorIds: readonly string[],
): Promise<void> {
  const { businessDay: on } = recorder
  const loans = await listLateLoans(recorder, { debtorIds }, on)
  const clocks = loans.flatMap((loan) =>
    claimClocks(loan, loan.notices, rules.clocks, on).map((clock) => ({
      loanId: loan.id,
      ...clock,
    })),
  )
  await keepClocks(recorder, clocks, on)
}

type Figures = Omit<CaseFigures, 'id'>
type LateDebtor = DebtorFacts & { oldestUnpaidOn: Day }

const isLate = (debtor: DebtorFacts): debtor is LateDebtor => debtor.oldestUnpaidOn !== null

function standing(rules: CollectionRules, debtor: LateDebtor, on: Day): Figures {
  const { overdue, balance, oldestUnpaidOn } = debtor
  const bucket = bucketOf(rules, daysPastDue(oldestUnpaidOn, on)) ?? 'M1'
  const openedOn = debtor.openedOn ?? on
  const { points, reasons } = casePriority(rules, { ...debtor, bucket, openedOn }, on)
  return {
    bucket,
    oldestUnpaidOn,
    overdue,
    balance,
    priority: points,
    priorityReasons: reasons,
    refreshedOn: on,
  }
}

/**
 * Opens, follows or closes the cases of debtors as the figures of the day have them. Clocks come first, for they
 * count in the queue.
 */
export async function seeDebtors(
  recorder: Recorder,
  rules: CollectionRules,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const { businessDay: on } = recorder
  await refreshClocks(recorder, rules, ids)
  const debtors = await readDebtors(recorder, ids, on)
  const late = debtors.filter(isLate)
  const isNew = ({ caseId }: DebtorFacts) => caseId === null
  const seen = late.map((debtor) => ({ debtor, figures: standing(rules, debtor, on) }))
  await openCases(
    recorder,
    seen.filter(({ debtor }) => isNew(debtor)),
  )
  await followCases(recorder, seen)
  await settleCases(
    recorder,
    debtors.filter((debtor) => !isLate(debtor)),
  )
}

interface SeenDebtor {
  debtor: LateDebtor
  figures: Figures
}

async function openCases(recorder: Recorder, seen: readonly SeenDebtor[]): Promise<void> {
  if (seen.length === 0) return
  const { tx, institution, businessDay } = recorder
  const year = yearOf(businessDay)
  const first = await takeNumbers(tx, institution.id, `collection-${year}`, seen.length)
  const debtorIds = seen.map(({ debtor }) => debtor.debtorId)
  const owners = await listOwners(tx, institution.id, debtorIds)
  const madeAt = recorder.now()
  const rows = seen.map(({ debtor: { debtorId }, figures }, index) => ({
    institutionId: institution.id,
    id: uuidv7(),
    number: `CA${year}-${String(first + index).padStart(6, '0')}`,
    debtorId,
    state: 'open' as const,
    openedOn: businessDay,
    officerId: owners.get(debtorId) ?? null,
    currency: institution.currency,
    madeAt,
    ...figures,
  }))
  const kept = await insertCases(recorder, rows)
  await tellCases(
    recorder,
    rows.flatMap(({ id: caseId, debtorId, bucket, overdue }) =>
      kept.has(caseId) ? [{ caseId, debtorId, kind: 'opened', detail: { bucket, overdue } }] : [],
    ),
  )
}

async function followCases(recorder: Recorder, seen: readonly SeenDebtor[]): Promise<void> {
  const held = seen.flatMap(({ debtor, figures }) =>
    debtor.caseId === null ? [] : [{ id: debtor.caseId, debtor, figures }],
  )
  await setCaseFigures(
    recorder,
    held.map(({ id, figures }) => ({ id, ...figures })),
  )
  const moved = held.filter(({ debtor, figures }) => figures.bucket !== debtor.bucket)
  await tellCases(
    recorder,
    moved.map(({ id: caseId, debtor: { debtorId, bucket: before }, figures }) => ({
      caseId,
      debtorId,
      kind: 'bucket',
      detail: { bucket: figures.bucket, before },
    })),
  )
}

const closingOf = ({ balance, wasWrittenOff }: DebtorFacts): CaseClosing =>
  balance > 0 ? 'cured' : wasWrittenOff ? 'written-off' : 'settled'

/** Debtors who owe nothing late any more. */
async function settleCases(recorder: Recorder, debtors: readonly DebtorFacts[]): Promise<void> {
  const closed = debtors.flatMap((debtor) =>
    debtor.caseId === null
      ? []
      : [{ id: debtor.caseId, debtorId: debtor.debtorId, closing: closingOf(debtor) }],
  )
  await closeCases(recorder, recorder.businessDay, closed)
  const paid = closed.filter(({ closing }) => closing !== 'written-off')
  await endClocks(
    recorder,
    paid.map(({ debtorId }) => debtorId),
  )
  await tellCases(
    recorder,
    closed.map(({ id: caseId, debtorId, closing }) => ({
      caseId,
      debtorId,
      kind: closing === 'cured' ? 'cured' : 'closed',
      detail: { closing },
    })),
  )
}
