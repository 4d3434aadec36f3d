import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { AccountRole } from '@banyan/domain/loans/chart-of-accounts'
import { sql } from 'kysely'

/** The next loans to be replayed, in ascending id; those with an entry of the open day wait for its close. */
export async function listLoansToReplay(
  tx: Tx,
  institutionId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from loan where institution_id = ${institutionId} and status <> 'void'
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Loans with an entry booked on the open day. */
export async function listEnteredOn(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('loanEvent')
    .select('loanId')
    .distinct()
    .where('institutionId', '=', institutionId)
    .where('businessDay', '=', day)
    .execute()
  return new Set(rows.map(({ loanId }) => loanId))
}

/** What each role's accounts come to in each currency, debits less credits, by everything ever posted. */
export async function sumJournalByRole(
  tx: Tx,
  institutionId: string,
): Promise<{ role: AccountRole; currency: string; balance: number }[]> {
  const { rows } = await sql<{ role: AccountRole; currency: string; balance: number }>`
    select account.role, posting.currency, sum(side.amount)::bigint as balance
    from posting
    cross join lateral (values (debit, amount), (credit, -amount)) as side (code, amount)
    join ledger_account account on account.institution_id = ${institutionId} and account.code = side.code
    where posting.institution_id = ${institutionId}
    group by account.role, posting.currency`.execute(tx)
  return rows
}

export async function sumAllowances(
  tx: Tx,
  institutionId: string,
): Promise<{ currency: string; allowance: number }[]> {
  return tx
    .selectFrom('loan')
    .select(['currency', sql<number>`sum(allowance)::bigint`.as('allowance')])
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'active')
    .groupBy('currency')
    .execute()
}

/** What two people agreed to move from profit into the general reserve. */
export async function sumTopUps(tx: Tx, institutionId: string): Promise<number> {
  const { amount } = await tx
    .selectFrom('reserveTopUp')
    .select(sql<number>`coalesce(sum(amount), 0)::bigint`.as('amount'))
    .where('institutionId', '=', institutionId)
    .where('status', '=', 'approved')
    .executeTakeFirstOrThrow()
  return amount
}
