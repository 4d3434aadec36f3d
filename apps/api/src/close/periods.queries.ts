import type { Tx } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { usualServicing } from '@banyan/domain/loans/servicing-terms'
import { sql } from 'kysely'

/** Where a loan's terms do not say. */
const usual = usualServicing.offBalanceAfterDays

interface Portion {
  day: Day
  limit: number
}

/**
 * Opens the next period of loans whose open one ended on the day or before, as `advanceAccrual` does; how many
 * rows. A loan several periods behind is taken once for each, and one that somebody moved meanwhile at the next call.
 */
export async function endPeriods(
  tx: Tx,
  institutionId: string,
  { day, limit }: Portion,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with found as materialized (
      select id, accrues_to from loan
      where institution_id = ${institutionId} and accrues_to <= ${day} and status = 'active'
      order by accrues_to limit ${limit}
    ), coming as (
      select ended.id, ended.accrues_to, period.ends_on, period.earned
      from (select * from found order by id) ended
      left join lateral (
        select coalesce((course ->> 'to')::date, due_on) as ends_on,
          coalesce((course ->> 'earned')::bigint, interest) as earned
        from instalment
        where institution_id = ${institutionId} and loan_id = ended.id
          and coalesce((course ->> 'to')::date, due_on) > ended.accrues_to
        order by number limit 1
      ) period on true
    )
    update loan set
      interest_due = loan.interest_due + loan.period_interest,
      accrued_from = case when coming.ends_on is null then null else coming.accrues_to end,
      accrues_to = coming.ends_on,
      period_interest = coalesce(coming.earned, 0)
    from coming
    where loan.institution_id = ${institutionId} and loan.id = any(array(select id from found))
      and loan.id = coming.id and loan.accrues_to = coming.accrues_to and loan.status = 'active'`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** The least days past due at which interest leaves the balance sheet under any product of the institution. */
async function leastDays(tx: Tx, institutionId: string): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select least(${usual}::int, min((terms #>> '{servicing,offBalanceAfterDays}')::int)) as days
    from product_version where institution_id = ${institutionId}`.execute(tx)
  return rows[0]?.days ?? usual
}

/** Interest of loans past due for longer than their terms say is no longer income until it is paid. */
export async function leaveBalance(
  tx: Tx,
  institutionId: string,
  { day, limit }: Portion,
): Promise<number> {
  const dueBefore = addDays(day, -(await leastDays(tx, institutionId)))
  const { numAffectedRows } = await sql`
    with found as materialized (
      select id from loan
      where institution_id = ${institutionId} and is_accruing and status = 'active'
        and oldest_unpaid_on < ${dueBefore}
        and oldest_unpaid_on < ${day}::date
          - coalesce((terms #>> '{servicing,offBalanceAfterDays}')::int, ${usual}::int)
    ), leaving as (
      select id from loan
      where institution_id = ${institutionId} and id = any(array(select id from found order by id limit ${limit})) and is_accruing
      order by id for no key update
    )
    update loan set is_accruing = false from leaving
    where loan.institution_id = ${institutionId} and loan.id = leaving.id`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
