import type { DB, Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { LoanDifference } from './check-close.ts'

export async function countLoans(tx: Tx, institutionId: string): Promise<number> {
  const row = await tx
    .selectFrom('loan')
    .select(sql<number>`count(*)::bigint`.as('count'))
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return row.count
}

/**
 * Where a loan that is owed says something else than its instalments: balance, oldest unpaid day, the end of the
 * open interest period when `day` opens, and what will be earned and unpaid at that end.
 */
export async function listLoanDifferences(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<LoanDifference[]> {
  const { rows } = await sql<LoanDifference>`
    with row as (
      select loan_id, due_on, settled_on, principal, principal_paid, interest_paid,
        coalesce((course ->> 'to')::date, due_on) as ends_on,
        coalesce((course ->> 'earned')::bigint, interest) as earned,
        coalesce((course ->> 'capitalised')::bigint, 0) as capitalised,
        coalesce((course #>> '{waived,interest}')::bigint, 0) + coalesce((course #>> '{moved,interest}')::bigint, 0) as gone
      from instalment where institution_id = ${institutionId}
    ), computed as (
      select row.loan_id,
        sum(row.principal - row.principal_paid) as balance,
        min(row.due_on) filter (where row.settled_on is null) as oldest_unpaid_on,
        min(row.ends_on) filter (where row.ends_on >= ${day}) as accrues_to,
        coalesce(sum(row.earned) filter (where row.ends_on <= coalesce(loan.accrues_to, 'infinity')), 0)
          - sum(row.interest_paid + row.gone)
          - coalesce(sum(row.capitalised) filter (where row.due_on <= coalesce(loan.accrued_from, 'infinity')), 0) as accrued
      from row join loan on loan.institution_id = ${institutionId} and loan.id = row.loan_id
      where loan.status = 'active'
      group by row.loan_id
    )
    select loan.id as loan_id, loan.number, side.column, side.kept, side.computed
    from loan
    left join computed on computed.loan_id = loan.id
    cross join lateral (values
      ('balance', loan.balance::text, coalesce(computed.balance, 0)::text),
      ('oldest_unpaid_on', loan.oldest_unpaid_on::text, computed.oldest_unpaid_on::text),
      ('accrues_to', greatest(loan.accrues_to, ${day}::date)::text, greatest(computed.accrues_to, ${day}::date)::text),
      ('interest_due', (loan.interest_due + loan.period_interest)::text, coalesce(computed.accrued, 0)::text)
    ) as side ("column", kept, computed)
    where loan.institution_id = ${institutionId} and loan.status = 'active'
      and side.kept is distinct from side.computed
    order by loan.id limit 1000`.execute(tx)
  return rows
}

/** Where a kept account balance is not the sum of the journal. */
export async function listBalanceDifferences(
  tx: Tx,
  institutionId: string,
  through: Day,
): Promise<LoanDifference[]> {
  const { rows } = await sql<LoanDifference>`
    with computed as (
      select side.code, branch_id, product, currency, sum(side.amount) as balance
      from posting, lateral (values (debit, amount), (credit, -amount)) as side (code, amount)
      where institution_id = ${institutionId} and business_day <= ${through}
        and exists (select from account_balance where institution_id = ${institutionId})
      group by side.code, branch_id, product, currency
    )
    select null as loan_id, coalesce(account, code) as number, 'account-balance' as column,
      kept.balance::text as kept, computed.balance::text as computed
    from (select * from account_balance where institution_id = ${institutionId}) kept
    full join computed on computed.code = kept.account and computed.branch_id = kept.branch_id
      and computed.product = kept.product and computed.currency = kept.currency
    where kept.balance is distinct from computed.balance
    order by 2 limit 1000`.execute(tx)
  return rows
}

export async function insertCheck(tx: Tx, row: Insertable<DB['closeCheck']>): Promise<void> {
  await tx.insertInto('closeCheck').values(row).execute()
}
