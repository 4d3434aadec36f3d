import { addDays, type Day } from '@banyan/domain/calendar'
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
  const reached = bucketDays.map((late) => addDays(day, -late))
  const { rows } = await sql<{ id: string }>`
    with late as materialized (
      select distinct customer_id as id from loan
      where institution_id = ${institution.id} and status = 'active' and oldest_unpaid_on < ${day}
    ), held as materialized (
      select id, debtor_id, oldest_unpaid_on, refreshed_on from collection_case
      where institution_id = ${institution.id} and state = 'open'
    ), moved as materialized (
      select loan_id from repayment where institution_id = ${institution.id} and paid_on = ${day}
      union
      select loan_id from loan_event where institution_id = ${institution.id} and business_day = ${day}
    )
    select id from (
      (select id from late except select debtor_id from held)
      union
      (select debtor_id from held except select id from late)
      union
      select debtor_id from held
      where refreshed_on <= ${addDays(day, -7)} or oldest_unpaid_on = any(${reached}::date[])
      union
      select held.debtor_id from moved
      join loan on loan.institution_id = ${institution.id} and loan.id = moved.loan_id
      join held on held.debtor_id = loan.customer_id
      union
      select held.debtor_id from collection_promise promise join held on held.id = promise.case_id
      where promise.institution_id = ${institution.id} and promise.settled_on = ${day}
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

/** What these borrowers owe and what of it is late; needs the table `lent`. */
const owedBy = (institutionId: string, currency: string, day: Day) => sql`
  unpaid as materialized (
    select row.loan_id, sum(row.principal + row.interest - row.principal_paid - row.interest_paid) as amount
    from instalment row
    where row.institution_id = ${institutionId} and row.settled_on is null and row.due_on < ${day}
      and row.loan_id = any(array(select id from lent where status = 'active' and oldest_unpaid_on < ${day}))
    group by row.loan_id
  ), owed as materialized (
    select lent.customer_id,
      min(oldest_unpaid_on) filter (where status = 'active' and oldest_unpaid_on < ${day}) as oldest_unpaid_on,
      sum(balance) filter (where status = 'active' and currency = ${currency}) as balance,
      sum(unpaid.amount) filter (where currency = ${currency}) as overdue,
      bool_or(status = 'written-off') as was_written_off
    from lent left join unpaid on unpaid.loan_id = lent.id
    group by lent.customer_id
  )`

/** What has been done about these debtors; needs the table `lent`. */
const doneAbout = (institutionId: string, ids: readonly string[], day: Day) => sql`
  running as materialized (
    select lent.customer_id, min(clock.ends_on) as ends_on
    from claim_clock clock join lent on lent.id = clock.loan_id
    where clock.institution_id = ${institutionId} and clock.state = 'running'
      and clock.loan_id = any(array(select id from lent))
    group by lent.customer_id
  ), alarmed as materialized (
    select distinct customer_id from warning
    where institution_id = ${institutionId} and customer_id = any(${ids}::uuid[])
      and state <> 'released' and colour = 'red'
  ), held as materialized (
    select id, debtor_id, bucket, opened_on, hardship_until from collection_case
    where institution_id = ${institutionId} and debtor_id = any(${ids}::uuid[]) and state = 'open'
  ), promised as materialized (
    select case_id, count(*) filter (where state = 'broken')::int as broken,
      bool_or(state = 'open' and due_on <= ${addDays(day, 1)}) as is_due
    from collection_promise
    where institution_id = ${institutionId} and case_id = any(array(select id from held))
    group by case_id
  ), acted as materialized (
    select case_id, max(happened_on) as last_on from collection_action
    where institution_id = ${institutionId} and case_id = any(array(select id from held))
    group by case_id
  )`

/**
 * What the queue needs to know of debtors at the close of a day; amounts in the institution's currency. Each table
 * is read once for all of them.
 */
export async function readDebtors(
  { tx, institution }: Place,
  ids: readonly string[],
  day: Day,
): Promise<DebtorFacts[]> {
  const { id: institutionId, currency } = institution
  const { rows } = await sql<DebtorFacts>`
    with asked as materialized (
      select id, branch_id from customer where institution_id = ${institutionId} and id = any(${ids}::uuid[])
    ), lent as materialized (
      select id, customer_id, status, oldest_unpaid_on, balance, currency from loan
      where institution_id = ${institutionId} and customer_id = any(${ids}::uuid[])
    ), ${owedBy(institutionId, currency, day)}, ${doneAbout(institutionId, ids, day)}
    select asked.id as debtor_id, asked.branch_id, owed.oldest_unpaid_on,
      coalesce(owed.overdue, 0)::bigint as overdue, coalesce(owed.balance, 0)::bigint as balance,
      coalesce(promised.broken, 0) as broken_promises, coalesce(promised.is_due, false) as is_promise_due,
      alarmed.customer_id is not null as has_red_warning, running.ends_on as soonest_clock_on,
      acted.last_on as last_action_on, held.id as case_id, held.bucket, held.opened_on, held.hardship_until,
      coalesce(owed.was_written_off, false) as was_written_off
    from asked
    left join owed on owed.customer_id = asked.id
    left join running on running.customer_id = asked.id
    left join alarmed on alarmed.customer_id = asked.id
    left join held on held.debtor_id = asked.id
    left join promised on promised.case_id = held.id
    left join acted on acted.case_id = held.id
    order by asked.id`.execute(tx)
  return rows
}
