import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { Money } from '@banyan/domain/money'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { insertRows } from '../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface PlacedPart {
  branchId: string
  product: string
  tier: Tier
  currency: string
  balance: Money
}

/** Loans owed, by branch, product, tier and currency. */
export async function sumByPlace({ tx, institution }: Place): Promise<PlacedPart[]> {
  const rows = await tx
    .selectFrom('loan')
    .select(['branchId', 'product', 'tier', 'currency'])
    .select(sql<number>`sum(balance)::bigint`.as('balance'))
    .where('institutionId', '=', institution.id)
    .where('status', '=', 'active')
    .groupBy(['branchId', 'product', 'tier', 'currency'])
    .orderBy('branchId')
    .orderBy('product')
    .execute()
  return rows as PlacedPart[]
}

export interface PeriodRow {
  periodEnd: Day
  estimate: Money
  allowance: Money
  terms: Record<string, unknown>
  keptAt: Date
}

/** Kept once: a period that is on file stays as it is. */
export async function insertPeriod(
  { tx, institution }: Place,
  { terms, ...row }: PeriodRow,
): Promise<boolean> {
  const kept = await tx
    .insertInto('provisionPeriod')
    .values({ institutionId: institution.id, ...row, terms: JSON.stringify(terms) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('periodEnd')
    .executeTakeFirst()
  return kept !== undefined
}

export interface ShareRow {
  branchId: string
  product: string
  estimate: Money
}

export async function insertShares(
  { tx, institution }: Place,
  periodEnd: Day,
  shares: readonly ShareRow[],
): Promise<void> {
  await insertRows(
    tx,
    'provisionShare',
    {
      institutionId: 'uuid',
      periodEnd: 'date',
      branchId: 'uuid',
      product: 'text',
      estimate: 'bigint',
    },
    shares.map((share) => ({ institutionId: institution.id, periodEnd, ...share })),
  )
}

/** Periods on file, the latest first. */
export async function listPeriods({ tx, institution }: Place, limit: number): Promise<PeriodRow[]> {
  const rows = await tx
    .selectFrom('provisionPeriod')
    .select(['periodEnd', 'estimate', 'allowance', 'terms', 'keptAt'])
    .where('institutionId', '=', institution.id)
    .orderBy('periodEnd', 'desc')
    .limit(limit)
    .execute()
  return rows as PeriodRow[]
}

export async function listShares({ tx, institution }: Place, periodEnd: Day): Promise<ShareRow[]> {
  const rows = await tx
    .selectFrom('provisionShare')
    .select(['branchId', 'product', 'estimate'])
    .where('institutionId', '=', institution.id)
    .where('periodEnd', '=', periodEnd)
    .where('estimate', '>', 0)
    .orderBy('branchId')
    .orderBy('product')
    .execute()
  return rows as ShareRow[]
}

/** What stands on the general reserve, of all postings, in the institution's currency. */
export async function sumReserve({ tx, institution }: Place): Promise<Money> {
  const { rows } = await sql<{ reserved: Money }>`
    with account as (
      select code from ledger_account where institution_id = ${institution.id} and role = 'general-reserve'
    ), through as (
      select coalesce(max(through_day), '-infinity') as day from account_balance where institution_id = ${institution.id}
    ), moved as (
      select -balance as amount from account_balance
      where institution_id = ${institution.id} and currency = ${institution.currency}
        and account in (select code from account)
      union all
      select case when credit in (select code from account) then amount else 0 end
        - case when debit in (select code from account) then amount else 0 end
      from posting
      where institution_id = ${institution.id} and currency = ${institution.currency}
        and business_day > (select day from through)
        and (debit in (select code from account) or credit in (select code from account))
    )
    select coalesce(sum(amount), 0)::bigint as reserved from moved`.execute(tx)
  return rows[0]?.reserved ?? (0 as Money)
}

/** The accounts that these roles are posted to now. */
export async function openAccountsOf(
  tx: Tx,
  institutionId: string,
  roles: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('ledgerAccount')
    .select(['role', 'code'])
    .where('institutionId', '=', institutionId)
    .where('role', 'in', [...roles])
    .where('validTo', 'is', null)
    .execute()
  return new Map(rows.map(({ role, code }) => [role, code]))
}
