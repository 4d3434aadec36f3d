import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { sql } from 'kysely'
import type { Booked, NightSum } from './night-targets.ts'

/**
 * Interest earned before `on` and not paid, and allowance, of every loan that is owed, in one scan: the same
 * figure per loan as `accruedInterest`, half-up.
 */
export async function sumNight(tx: Tx, institutionId: string, on: Day): Promise<NightSum[]> {
  const { rows } = await sql<NightSum>`
    select branch_id, product, currency, is_accruing, sum(accrued)::bigint as accrued, sum(allowance)::bigint as allowance
    from (
      select branch_id, product, currency, is_accruing, allowance,
        interest_due + case
          when accrued_from is null or ${on}::date <= accrued_from then 0
          when ${on}::date >= accrues_to then period_interest
          else (2 * period_interest * (${on}::date - accrued_from) + (accrues_to - accrued_from))
            / (2 * (accrues_to - accrued_from))
        end as accrued
      from loan where institution_id = ${institutionId} and status = 'active'
    ) owed
    group by branch_id, product, currency, is_accruing`.execute(tx)
  return rows
}

/** Account balances through the last closed day and what was posted since, by role and place. */
export async function sumBooked(
  tx: Tx,
  institutionId: string,
  roles: readonly AccountRole[],
): Promise<Booked[]> {
  const { rows } = await sql<Booked>`
    with accounts as (
      select code, role, normal_side from ledger_account
      where institution_id = ${institutionId} and role = any(${roles}::text[])
    ), through as (
      select coalesce(max(through_day), '-infinity') as day from account_balance where institution_id = ${institutionId}
    ), moved as (
      select account as code, branch_id, product, currency, balance from account_balance
      where institution_id = ${institutionId}
      union all
      select side.code, branch_id, product, currency, side.amount
      from posting, lateral (values (debit, amount), (credit, -amount)) as side (code, amount)
      where institution_id = ${institutionId} and business_day > (select day from through)
    )
    select accounts.role, moved.branch_id, moved.product, moved.currency,
      sum(case accounts.normal_side when 'debit' then balance else -balance end)::bigint as balance
    from moved join accounts on accounts.code = moved.code
    group by accounts.role, moved.branch_id, moved.product, moved.currency`.execute(tx)
  return rows
}

/** Takes what was posted since the last closed day into the balances; how many accounts moved. */
export async function moveBalances(tx: Tx, institutionId: string, through: Day): Promise<number> {
  const { numAffectedRows } = await sql`
    with since as (
      select coalesce(max(through_day), '-infinity') as day from account_balance where institution_id = ${institutionId}
    )
    insert into account_balance (institution_id, account, branch_id, product, currency, through_day, balance)
    select ${institutionId}, side.code, branch_id, product, currency, ${through}, sum(side.amount)
    from posting, lateral (values (debit, amount), (credit, -amount)) as side (code, amount)
    where institution_id = ${institutionId} and business_day > (select day from since) and business_day <= ${through}
    group by side.code, branch_id, product, currency
    on conflict (institution_id, account, branch_id, product, currency) do update
      set balance = account_balance.balance + excluded.balance, through_day = excluded.through_day`.execute(
    tx,
  )
  await tx
    .updateTable('accountBalance')
    .set({ throughDay: through })
    .where('institutionId', '=', institutionId)
    .execute()
  return Number(numAffectedRows ?? 0)
}

/** Balances are added up from the beginning at the next close: for postings dated before a closed day. */
export async function forgetBalances(tx: Tx, institutionId: string): Promise<void> {
  await tx.deleteFrom('accountBalance').where('institutionId', '=', institutionId).execute()
}

/** The account that each role is posted to. */
export async function openAccounts(tx: Tx, institutionId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('ledgerAccount')
    .select(['role', 'code'])
    .where('institutionId', '=', institutionId)
    .where('validTo', 'is', null)
    .execute()
  return new Map(rows.map(({ role, code }) => [role, code]))
}

export interface NightPostingRow {
  institutionId: string
  journalId: string
  position: number
  kind: string
  businessDay: Day
  valueDay: Day
  debit: string
  credit: string
  amount: number
  currency: string
  branchId: string
  product: string
  postedAt: Date
}

export async function insertNightPostings(tx: Tx, rows: readonly NightPostingRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('posting')
      .values([...rows])
      .execute()
}
