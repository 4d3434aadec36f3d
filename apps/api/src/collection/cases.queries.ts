import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Priority } from '@banyan/domain/collection/case-priority'
import type { BucketCode } from '@banyan/domain/collection/collection-rules'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

/**
 * Debtors whose case the day may change, in ascending id: late without one, in a case that reaches a bucket, was
 * paid, has a promise that ran out, owes nothing late any more, or was not looked at for a week.
 */
export async function listDebtorsToSee(
  { tx, institution }: Place,
  {
    day,
    bucketDays,
    after,
    limit,
  }: { day: Day; bucketDays: readonly number[]; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select l.customer_id as id from loan l
      where l.institution_id = ${institution.id} and l.status = 'active' and l.oldest_unpaid_on < ${day}
        and not exists (select 1 from collection_case c
          where c.institution_id = l.institution_id and c.debtor_id = l.customer_id and c.state = 'open')
      union
      select c.debtor_id from collection_case c
      where c.institution_id = ${institution.id} and c.state = 'open' and (
        c.refreshed_on <= ${day}::date - 7
        or c.oldest_unpaid_on = any(select ${day}::date - late from unnest(${bucketDays}::integer[]) late)
        or exists (select 1 from loan l join repayment r on r.institution_id = l.institution_id and r.loan_id = l.id
          where l.institution_id = c.institution_id and l.customer_id = c.debtor_id and r.paid_on >= c.refreshed_on)
        or exists (select 1 from collection_promise p
          where p.institution_id = c.institution_id and p.case_id = c.id and p.settled_on = ${day})
        or not exists (select 1 from loan l where l.institution_id = c.institution_id and l.customer_id = c.debtor_id
          and l.status = 'active' and l.oldest_unpaid_on < ${day}))
    ) seen
    where ${after}::uuid is null or id > ${after}::uuid
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

export interface DebtorFacts {
  debtorId: string
  branchId: string
  /** Null: nothing is late. */
  oldestUnpaidOn: Day | null
  overdue: number
  balance: number
  brokenPromises: number
  isPromiseDue: boolean
  hasRedWarning: boolean
  soonestClockOn: Day | null
  lastActionOn: Day | null
  caseId: string | null
  bucket: BucketCode | null
  openedOn: Day | null
  hardshipUntil: Day | null
  wasWrittenOff: boolean
}

/** What the queue needs to know of debtors at the close of a day; amounts in the institution's currency. */
export async function readDebtors(
  { tx, institution }: Place,
  ids: readonly string[],
  day: Day,
): Promise<DebtorFacts[]> {
  const { rows } = await sql<DebtorFacts>`
    select d.id as debtor_id, d.branch_id, owed.oldest_unpaid_on, owed.overdue, owed.balance,
      coalesce(promised.broken, 0) as broken_promises, coalesce(promised.is_due, false) as is_promise_due,
      exists (select 1 from warning w where w.institution_id = d.institution_id and w.customer_id = d.id
        and w.state <> 'released' and w.colour = 'red') as has_red_warning,
      (select min(k.ends_on) from claim_clock k join loan l on l.institution_id = k.institution_id and l.id = k.loan_id
        where k.institution_id = d.institution_id and l.customer_id = d.id and k.state = 'running') as soonest_clock_on,
      (select max(a.happened_on) from collection_action a
        where a.institution_id = d.institution_id and a.case_id = held.id) as last_action_on,
      held.id as case_id, held.bucket, held.opened_on, held.hardship_until,
      exists (select 1 from loan l where l.institution_id = d.institution_id and l.customer_id = d.id
        and l.status = 'written-off') as was_written_off
    from customer d
    cross join lateral (
      select min(l.oldest_unpaid_on) filter (where l.oldest_unpaid_on < ${day}) as oldest_unpaid_on,
        coalesce(sum(l.balance) filter (where l.currency = ${institution.currency}), 0)::bigint as balance,
        coalesce(sum(late.amount) filter (where l.currency = ${institution.currency}), 0)::bigint as overdue
      from loan l
      left join lateral (
        select sum(i.principal + i.interest - i.principal_paid - i.interest_paid) as amount from instalment i
        where i.institution_id = l.institution_id and i.loan_id = l.id and i.settled_on is null and i.due_on < ${day}
      ) late on l.oldest_unpaid_on < ${day}
      where l.institution_id = d.institution_id and l.customer_id = d.id and l.status = 'active'
    ) owed
    left join collection_case held on held.institution_id = d.institution_id and held.debtor_id = d.id and held.state = 'open'
    left join lateral (
      select count(*) filter (where p.state = 'broken')::int as broken,
        bool_or(p.state = 'open' and p.due_on <= ${day}::date + 1) as is_due
      from collection_promise p where p.institution_id = d.institution_id and p.case_id = held.id
    ) promised on true
    where d.institution_id = ${institution.id} and d.id = any(${ids}::uuid[])
    order by d.id`.execute(tx)
  return rows
}

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

export async function insertCase({ tx }: Place, row: NewCase): Promise<boolean> {
  const kept = await tx
    .insertInto('collectionCase')
    .values({ ...row, priorityReasons: JSON.stringify(row.priorityReasons) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export interface CaseChange {
  state?: 'closed'
  closedOn?: Day
  closing?: 'cured' | 'written-off' | 'settled'
  officerId?: string
  bucket?: BucketCode
  oldestUnpaidOn?: Day
  overdue?: number
  balance?: number
  priority?: number
  priorityReasons?: Priority['reasons']
  refreshedOn?: Day
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
  const { priorityReasons, ...rest } = change
  await tx
    .updateTable('collectionCase')
    .set({ ...rest, ...(priorityReasons && { priorityReasons: JSON.stringify(priorityReasons) }) })
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

export async function insertCaseStep({ tx }: Place, row: CaseStepRow): Promise<void> {
  await tx.insertInto('collectionStep').values(row).execute()
}

export interface PromiseToSettle {
  id: string
  caseId: string
  debtorId: string
  loanId: string
  amount: number
  dueOn: Day
  paidSince: number
}

/** Promises that are open, with what has been paid on the loan since they were made and up to the day. */
export async function listOpenPromises(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<PromiseToSettle[]> {
  const { rows } = await sql<PromiseToSettle>`
    select p.id, p.case_id, c.debtor_id, p.loan_id, p.amount, p.due_on,
      coalesce((select sum(r.amount) from repayment r where r.institution_id = p.institution_id and r.loan_id = p.loan_id
        and r.paid_on between p.made_on and ${day} and r.reversed_on is null), 0)::bigint as paid_since
    from collection_promise p
    join collection_case c on c.institution_id = p.institution_id and c.id = p.case_id
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
