import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import { balanceOn, counted, type LoanPart, oldestUnpaidOn } from './loan-parts.queries.ts'

export interface BookTotal {
  day: Day
  loans: number
  balance: number
}

/** Loans in force and what they owe at the end of each day; the days in their order. */
export async function listBookTotals(
  tx: Tx,
  institutionId: string,
  currency: string,
  days: readonly Day[],
  part: LoanPart,
): Promise<BookTotal[]> {
  const { rows } = await sql<BookTotal>`
    with wanted as (select ${[...days]}::date[] as days),
    event as (
      select loan.disbursed_on as happened_on, loan.principal as amount, 1 as loans
      from loan where ${counted(institutionId, currency, part)}
      union all
      select loan.settled_on, 0, -1
      from loan where ${counted(institutionId, currency, part)} and loan.settled_on is not null
      union all
      select happening.on_day, happening.amount, 0
      from loan join repayment r on r.institution_id = loan.institution_id and r.loan_id = loan.id
      cross join lateral (values (r.paid_on, -r.principal), (r.reversed_on, r.principal)) happening(on_day, amount)
      where ${counted(institutionId, currency, part)} and happening.on_day is not null
    ),
    bucket as (
      select width_bucket(event.happened_on - 1, wanted.days) + 1 as place, sum(amount) as amount, sum(loans) as loans
      from event, wanted group by 1
    )
    select ends.day, coalesce(sum(bucket.loans), 0)::bigint as loans, coalesce(sum(bucket.amount), 0)::bigint as balance
    from wanted, unnest(wanted.days) with ordinality as ends(day, place)
    left join bucket on bucket.place <= ends.place
    group by ends.day order by ends.day`.execute(tx)
  return rows
}

export interface WatchedPart {
  day: Day
  tier: Tier
  daysPastDue: '0' | '1-30' | '31+'
  loans: number
  balance: number
}

/** The part of the book that is late or not normal at the end of each day; the rest is normal and on time. */
export async function listWatched(
  tx: Tx,
  institutionId: string,
  currency: string,
  days: readonly Day[],
  part: LoanPart,
): Promise<WatchedPart[]> {
  const { rows } = await sql<WatchedPart>`
    with wanted as (select unnest(${[...days]}::date[]) as day),
    late as (
      select i.loan_id, wanted.day, min(i.due_on) as oldest
      from wanted join instalment i on i.due_on < wanted.day and (i.settled_on is null or i.settled_on > wanted.day)
      where i.institution_id = ${institutionId} and (i.settled_on is null or i.settled_on > i.due_on)
      group by 1, 2
    ),
    worse as (
      select t.loan_id, wanted.day, t.tier
      from wanted join loan_tier t on t.valid_from <= wanted.day and (t.valid_to is null or t.valid_to > wanted.day)
      where t.institution_id = ${institutionId} and t.known_to is null and t.tier <> 'normal'
    ),
    watched as (
      select loan_id, day, late.oldest, coalesce(worse.tier, 'normal') as tier
      from late full join worse using (loan_id, day)
    )
    select watched.day, watched.tier,
      case when watched.oldest is null then '0' when watched.day - watched.oldest > 30 then '31+' else '1-30' end as days_past_due,
      count(*) as loans, sum(${balanceOn(sql`watched.day`)})::bigint as balance
    from watched join loan on loan.id = watched.loan_id
    where ${counted(institutionId, currency, part)} and loan.disbursed_on <= watched.day
      and (loan.settled_on is null or loan.settled_on > watched.day)
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx)
  return rows
}

export interface LateDays {
  daysPastDue: number
  loans: number
  balance: number
}

/** Loans past due at the end of a day, by how many days. */
export async function listLateDays(
  tx: Tx,
  institutionId: string,
  currency: string,
  on: Day,
  part: LoanPart,
): Promise<LateDays[]> {
  const { rows } = await sql<LateDays>`
    select ${on}::date - late.oldest as days_past_due, count(*) as loans, sum(late.balance)::bigint as balance
    from (
      select ${oldestUnpaidOn(on)} as oldest, ${balanceOn(on)} as balance from loan
      where ${counted(institutionId, currency, part)} and loan.disbursed_on <= ${on}
        and (loan.settled_on is null or loan.settled_on > ${on})
    ) late
    where late.oldest is not null group by 1 order by 1`.execute(tx)
  return rows
}
