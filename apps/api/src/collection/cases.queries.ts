import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Priority } from '@banyan/domain/collection/case-priority'
import type { BucketCode } from '@banyan/domain/collection/collection-rules'
import type { Money } from '@banyan/domain/money'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { insertNewRows, insertRows } from '../insert-rows.queries.ts'
import { setRows } from '../loans/bulk-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface NewCase {
  institutionId: string
  id: string
  number: string
  debtorId: string
  state: 'open'
  openedOn: Day
  officerId: string | null
  bucket: BucketCode
  oldestUnpaidOn: Day
  overdue: number
  balance: number
  currency: string
  priority: number
  priorityReasons: Priority['reasons']
  refreshedOn: Day
  madeAt: Date
}

const caseColumns = {
  institutionId: 'uuid',
  id: 'uuid',
  number: 'text',
  debtorId: 'uuid',
  state: 'text',
  openedOn: 'date',
  officerId: 'uuid',
  bucket: 'text',
  oldestUnpaidOn: 'date',
  overdue: 'bigint',
  balance: 'bigint',
  currency: 'text',
  priority: 'integer',
  priorityReasons: 'jsonb',
  refreshedOn: 'date',
  madeAt: 'timestamptz',
} as const

/** Ids of those that were kept: a debtor has one open case at a time. */
export async function insertCases({ tx }: Place, rows: readonly NewCase[]): Promise<Set<string>> {
  const given = rows.map((row) => ({
    ...row,
    priorityReasons: JSON.stringify(row.priorityReasons),
  }))
  const kept = await insertNewRows(tx, 'collectionCase', caseColumns, given)
  return new Set(kept.map(({ id }) => id))
}

export interface CaseFigures {
  id: string
  bucket: BucketCode
  oldestUnpaidOn: Day
  overdue: number
  balance: number
  priority: number
  priorityReasons: Priority['reasons']
  refreshedOn: Day
}

/** The figures of a day in the rows of several cases. */
export async function setCaseFigures(
  { tx, institution }: Place,
  rows: readonly CaseFigures[],
): Promise<void> {
  const { bucket, oldestUnpaidOn, overdue, balance, priority, priorityReasons, refreshedOn } =
    caseColumns
  const set = { bucket, oldestUnpaidOn, overdue, balance, priority, priorityReasons, refreshedOn }
  await setRows(
    tx,
    'collectionCase',
    { key: { institutionId: 'uuid', id: 'uuid' }, set },
    rows.map((row) => ({
      ...row,
      institutionId: institution.id,
      priorityReasons: JSON.stringify(row.priorityReasons),
    })),
  )
}

export type CaseClosing = 'cured' | 'written-off' | 'settled'

export async function closeCases(
  { tx, institution }: Place,
  day: Day,
  cases: readonly { id: string; closing: CaseClosing }[],
): Promise<void> {
  await setRows(
    tx,
    'collectionCase',
    {
      key: { institutionId: 'uuid', id: 'uuid' },
      set: { state: 'text', closedOn: 'date', closing: 'text' },
    },
    cases.map((each) => ({
      ...each,
      institutionId: institution.id,
      state: 'closed',
      closedOn: day,
    })),
  )
}

export interface CaseChange {
  officerId?: string
  hardshipUntil?: Day | null
  agreedFrom?: string
  agreedTo?: string
  agreedUntil?: Day
  agreedEvidence?: string
}

export async function setCase(
  { tx, institution }: Place,
  id: string,
  change: CaseChange,
): Promise<void> {
  await tx
    .updateTable('collectionCase')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export interface CaseStepRow {
  institutionId: string
  id: string
  caseId: string
  kind: 'opened' | 'bucket' | 'assigned' | 'hours-agreed' | 'contact-stopped' | 'cured' | 'closed'
  happenedOn: Day
  at: Date
  staffId: string | null
  detail: string
}

export async function insertCaseSteps({ tx }: Place, rows: readonly CaseStepRow[]): Promise<void> {
  await insertRows(
    tx,
    'collectionStep',
    {
      institutionId: 'uuid',
      id: 'uuid',
      caseId: 'uuid',
      kind: 'text',
      happenedOn: 'date',
      at: 'timestamptz',
      staffId: 'uuid',
      detail: 'jsonb',
    },
    rows,
  )
}

export interface PromiseToSettle {
  id: string
  caseId: string
  debtorId: string
  loanId: string
  loanNumber: string
  /** Who keeps the case. */
  officerId: string | null
  amount: Money
  dueOn: Day
  paidSince: Money
}

/** Promises that are open, with what has been paid on the loan since they were made and up to the day. */
export async function listOpenPromises(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<PromiseToSettle[]> {
  const { rows } = await sql<PromiseToSettle>`
    select p.id, p.case_id, c.debtor_id, c.officer_id, p.loan_id, loan.number as loan_number, p.amount, p.due_on,
      coalesce((select sum(r.amount) from repayment r where r.institution_id = p.institution_id and r.loan_id = p.loan_id and r.kind <> 'held'
        and r.paid_on between p.made_on and ${day} and r.reversed_on is null), 0)::bigint as paid_since
    from collection_promise p
    join collection_case c on c.institution_id = p.institution_id and c.id = p.case_id
    join loan on loan.institution_id = p.institution_id and loan.id = p.loan_id
    where p.institution_id = ${institutionId} and p.state = 'open'
    order by p.id for update of p`.execute(tx)
  return rows
}

export async function setPromise(
  { tx, institution }: Place,
  id: string,
  change: { state: 'kept' | 'broken' | 'withdrawn'; settledOn: Day },
): Promise<void> {
  await tx
    .updateTable('collectionPromise')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Promises whose day has come, as they turned out. */
export async function settlePromises(
  { tx, institution }: Place,
  promises: readonly { id: string; state: 'kept' | 'broken' }[],
  day: Day,
): Promise<void> {
  await setRows(
    tx,
    'collectionPromise',
    { key: { institutionId: 'uuid', id: 'uuid' }, set: { state: 'text', settledOn: 'date' } },
    promises.map(({ id, state }) => ({
      institutionId: institution.id,
      id,
      state,
      settledOn: day,
    })),
  )
}

/** Arrangements whose last day has passed; their cases. */
export async function endHardships(tx: Tx, institutionId: string, day: Day): Promise<void> {
  await sql`
    with over as (
      update collection_hardship h set state = 'ended', ended_on = ${day}
      where h.institution_id = ${institutionId} and h.state = 'granted' and h.until < ${day}
      returning h.case_id
    )
    update collection_case c set hardship_until = null from over
    where c.institution_id = ${institutionId} and c.id = over.case_id`.execute(tx)
}
