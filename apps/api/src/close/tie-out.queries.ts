import type { Tx } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import type { KeptRole } from './night-targets.ts'

export interface PlaceSum {
  role: KeptRole
  branchId: string
  product: string
  currency: string
  amount: number
}

/** The day whose night was the last to book accrued interest and allowance, or null where none has, or it is to be told anew. */
export async function findBookedThrough(tx: Tx, institutionId: string): Promise<Day | null> {
  const row = await tx
    .selectFrom('institutionState')
    .select('businessDay')
    .where('institutionId', '=', institutionId)
    .executeTakeFirst()
  if (!row) return null
  const through = addDays(row.businessDay as Day, -1)
  const kept = await tx
    .selectFrom('accountBalance')
    .select('throughDay')
    .where('institutionId', '=', institutionId)
    .where('throughDay', '=', through)
    .limit(1)
    .executeTakeFirst()
  return kept ? through : null
}

/** Balances of the accounts of the roles on their own sides, by every posting through the day. */
export async function sumLedger(
  tx: Tx,
  institutionId: string,
  { roles, through }: { roles: readonly KeptRole[]; through: Day },
): Promise<PlaceSum[]> {
  const { rows } = await sql<PlaceSum>`
    with account as (
      select code, role, normal_side from ledger_account
      where institution_id = ${institutionId} and role = any(${roles}::text[])
    )
    select account.role, posting.branch_id, posting.product, posting.currency,
      sum(case account.normal_side when 'debit' then side.amount else -side.amount end)::bigint as amount
    from posting
    cross join lateral (values (debit, amount), (credit, -amount)) as side (code, amount)
    join account on account.code = side.code
    where posting.institution_id = ${institutionId} and posting.business_day <= ${through}
    group by account.role, posting.branch_id, posting.product, posting.currency`.execute(tx)
  return rows
}

/** Loans with an entry booked after the day: their rows say more than the day knew. */
export async function listMovedSince(
  tx: Tx,
  institutionId: string,
  through: Day,
): Promise<{ loanId: string; eventIds: string[] }[]> {
  const { rows } = await sql<{ loanId: string; eventIds: string[] }>`
    select loan_id, coalesce(array_agg(id) filter (where id is not null), '{}')::text[] as event_ids
    from (
      select loan_id, id from loan_event where institution_id = ${institutionId} and business_day > ${through}
      union all
      select loan_id, null from posting
      where institution_id = ${institutionId} and business_day > ${through} and loan_id is not null
    ) moved
    group by loan_id order by loan_id`.execute(tx)
  return rows
}

/** Interest earned by the end of the day and unpaid, of the loans owed that have not moved since. */
export async function sumInterest(
  tx: Tx,
  institutionId: string,
  { through, moved }: { through: Day; moved: readonly string[] },
): Promise<PlaceSum[]> {
  const { rows } = await sql<PlaceSum>`
    select case when is_accruing then 'interest-receivable' else 'off-balance-interest' end as role,
      branch_id, product, currency,
      sum(interest_due + case
        when accrued_from is null then 0
        else floor(period_interest::numeric
          * least(greatest(${through}::date + 1 - accrued_from, 0), accrues_to - accrued_from)
          / (accrues_to - accrued_from) + 0.5) end)::bigint as amount
    from loan
    where institution_id = ${institutionId} and status = 'active' and id <> all(${moved}::uuid[])
    group by 1, 2, 3, 4`.execute(tx)
  return rows
}

/** Allowance of the loans owed, and whether any loan of the place moved or was classed anew since the day. */
export async function sumAllowance(
  tx: Tx,
  institutionId: string,
  { through, moved }: { through: Day; moved: readonly string[] },
): Promise<(PlaceSum & { hasMoved: boolean })[]> {
  const { rows } = await sql<PlaceSum & { hasMoved: boolean }>`
    with classed as (
      select distinct loan.customer_id from class_result result
      join loan on loan.institution_id = result.institution_id and loan.id = result.loan_id
      where result.institution_id = ${institutionId} and result.day > ${through}
    )
    select 'allowance' as role, branch_id, product, currency,
      coalesce(sum(allowance) filter (where status = 'active'), 0)::bigint as amount,
      bool_or(id = any(${moved}::uuid[]) or customer_id in (select customer_id from classed)) as has_moved
    from loan where institution_id = ${institutionId}
    group by branch_id, product, currency`.execute(tx)
  return rows
}

export async function listBranchCodes(tx: Tx, institutionId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('branch')
    .select(['id', 'code'])
    .where('institutionId', '=', institutionId)
    .execute()
  return new Map(rows.map(({ id, code }) => [id, code]))
}
