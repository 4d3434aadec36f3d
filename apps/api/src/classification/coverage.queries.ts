import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'

export interface CoveredTier {
  tier: Tier
  loans: number
  balance: number
  classedLoans: number
  classedBalance: number
}

/** By class, how many loans are owed and how much, and what of that was classed on or after a day. */
export async function countCoverage(
  tx: Tx,
  institutionId: string,
  { currency, since }: { currency: string; since: Day },
): Promise<CoveredTier[]> {
  const isClassed = sql`filter (where classed_on >= ${since})`
  const { rows } = await sql<CoveredTier>`
    select tier, count(*)::int as loans, coalesce(sum(balance), 0)::bigint as balance,
      (count(*) ${isClassed})::int as classed_loans,
      coalesce(sum(balance) ${isClassed}, 0)::bigint as classed_balance
    from loan
    where institution_id = ${institutionId} and status = 'active' and currency = ${currency}
    group by tier`.execute(tx)
  return rows
}

/** Loans owed that no close has classed since a day, the largest first. */
export function listUnclassed(
  tx: Tx,
  institutionId: string,
  { currency, since, limit }: { currency: string; since: Day; limit: number },
) {
  return tx
    .selectFrom('loan')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'loan.institutionId')
        .onRef('customer.id', '=', 'loan.customerId'),
    )
    .select(['loan.id', 'loan.number', 'loan.tier', 'loan.balance', 'loan.classedOn'])
    .select(['customer.name as customerName', 'customer.kind as customerKind'])
    .where('loan.institutionId', '=', institutionId)
    .where('loan.status', '=', 'active')
    .where('loan.currency', '=', currency)
    .where((eb) => eb.or([eb('loan.classedOn', 'is', null), eb('loan.classedOn', '<', since)]))
    .orderBy('loan.balance', 'desc')
    .orderBy('loan.id')
    .limit(limit)
    .execute()
}
