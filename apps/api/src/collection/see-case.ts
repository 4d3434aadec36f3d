import { uuidv7 } from '@banyan/database'
import { type Day, yearOf } from '@banyan/domain/calendar'
import { casePriority } from '@banyan/domain/collection/case-priority'
import { claimClocks } from '@banyan/domain/collection/claim-clocks'
import { bucketOf, type CollectionRules } from '@banyan/domain/collection/collection-rules'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { takeNumbers } from '../officers/officers.queries.ts'
import {
  type CaseChange,
  type CaseStepRow,
  type DebtorFacts,
  insertCase,
  insertCaseStep,
  setCase,
} from './cases.queries.ts'
import { endClocks, keepClocks, listLateLoans } from './clocks.queries.ts'

/** One line of the story of a case, and of the record of its debtor. */
export async function tellCase(
  recorder: Recorder,
  { caseId, debtorId }: { caseId: string; debtorId: string },
  step: { kind: CaseStepRow['kind']; staffId?: string | null; detail?: Record<string, unknown> },
): Promise<void> {
  const { kind, staffId = null, detail = {} } = step
  await insertCaseStep(recorder, {
    institutionId: recorder.institution.id,
    id: uuidv7(),
    caseId,
    kind,
    happenedOn: recorder.businessDay,
    at: recorder.now(),
    staffId,
    detail: JSON.stringify(detail),
  })
  const told = { entity: 'customer', id: debtorId, action: `collection-${kind}` } as const
  await recordAudit(recorder, { ...told, detail: { case: caseId, ...detail } })
}

/** Derives the clocks of these debtors' late loans anew and keeps them. */
export async function refreshClocks(
  recorder: Recorder,
  rules: CollectionRules,
  debtorIds: readonly string[],
): Promise<void> {
  const { businessDay: on } = recorder
  for (const loan of await listLateLoans(recorder, { debtorIds }, on)) {
    await keepClocks(recorder, loan.id, claimClocks(loan, loan.notices, rules.clocks, on), on)
  }
}

function standing(rules: CollectionRules, debtor: DebtorFacts, oldestUnpaidOn: Day, on: Day) {
  const bucket = bucketOf(rules, daysPastDue(oldestUnpaidOn, on)) ?? 'M1'
  const openedOn = debtor.openedOn ?? on
  const { points, reasons } = casePriority(rules, { ...debtor, bucket, openedOn }, on)
  const { overdue, balance } = debtor
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

/** Opens, follows or closes the case of a debtor as the figures of the day have it. */
export async function seeCase(
  recorder: Recorder,
  rules: CollectionRules,
  debtor: DebtorFacts,
  ownerId: string | null,
): Promise<'opened' | 'followed' | 'closed' | null> {
  const { caseId, debtorId, oldestUnpaidOn } = debtor
  if (oldestUnpaidOn === null) {
    if (caseId === null) return null
    await closeCase(recorder, debtor, caseId)
    return 'closed'
  }
  const figures = standing(rules, debtor, oldestUnpaidOn, recorder.businessDay)
  if (caseId === null) return (await openCase(recorder, debtor, figures, ownerId)) ? 'opened' : null
  await setCase(recorder, caseId, figures)
  if (figures.bucket !== debtor.bucket) {
    const detail = { bucket: figures.bucket, before: debtor.bucket }
    await tellCase(recorder, { caseId, debtorId }, { kind: 'bucket', detail })
  }
  return 'followed'
}

async function openCase(
  recorder: Recorder,
  { debtorId }: DebtorFacts,
  figures: ReturnType<typeof standing>,
  officerId: string | null,
): Promise<boolean> {
  const { tx, institution, businessDay } = recorder
  const id = uuidv7()
  const year = yearOf(businessDay)
  const count = await takeNumbers(tx, institution.id, `collection-${year}`)
  const isKept = await insertCase(recorder, {
    institutionId: institution.id,
    id,
    number: `CA${year}-${String(count).padStart(6, '0')}`,
    debtorId,
    state: 'open',
    openedOn: businessDay,
    officerId,
    currency: institution.currency,
    madeAt: recorder.now(),
    ...figures,
  })
  if (!isKept) return false
  const { bucket, overdue } = figures
  await tellCase(
    recorder,
    { caseId: id, debtorId },
    { kind: 'opened', detail: { bucket, overdue } },
  )
  return true
}

async function closeCase(recorder: Recorder, debtor: DebtorFacts, caseId: string): Promise<void> {
  const { debtorId, balance, wasWrittenOff } = debtor
  const closing: NonNullable<CaseChange['closing']> =
    balance > 0 ? 'cured' : wasWrittenOff ? 'written-off' : 'settled'
  await setCase(recorder, caseId, { state: 'closed', closedOn: recorder.businessDay, closing })
  if (closing !== 'written-off') await endClocks(recorder, debtorId)
  const kind = closing === 'cured' ? 'cured' : 'closed'
  await tellCase(recorder, { caseId, debtorId }, { kind, detail: { closing } })
}
