import { bandOf, overdueBandIds } from '@banyan/domain/classification/overdue-bands'
import { tiers } from '@banyan/domain/classification/tiers'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Scoped = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'businessDay'>

function activeLoans({ tx, institution, scope }: Scoped) {
  return tx
    .selectFrom('loan')
    .select([
      sql<number>`count(*)::bigint`.as('count'),
      sql<number>`coalesce(sum(loan.balance), 0)::bigint`.as('balance'),
      'loan.currency',
    ])
    .where('loan.institutionId', '=', institution.id)
    .where('loan.status', '=', 'active')
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .groupBy('loan.currency')
}

interface Counted {
  count: number
  balance: number
}

/** Loans in force by tier and by days past due, in the institution's currency; others are counted apart. */
export async function summariseOverdue(context: Scoped) {
  const { institution, businessDay } = context
  const byTier = await activeLoans(context)
    .select('loan.tier as key')
    .groupBy('loan.tier')
    .execute()
  const byDays = await activeLoans(context)
    .select(sql<number>`(${businessDay}::date - loan.oldest_unpaid_on)`.as('key'))
    .where('loan.oldestUnpaidOn', '<', businessDay)
    .groupBy('loan.oldestUnpaidOn')
    .execute()
  const own = <T extends { currency: string }>(rows: T[]) =>
    rows.filter(({ currency }) => currency === institution.currency)
  const sum = (rows: Counted[]): Counted => ({
    count: rows.reduce((total, row) => total + row.count, 0),
    balance: rows.reduce((total, row) => total + row.balance, 0),
  })
  return {
    asOf: businessDay,
    total: sum(own(byTier)),
    tiers: tiers.map((tier) => ({ tier, ...sum(own(byTier).filter(({ key }) => key === tier)) })),
    bands: overdueBandIds.map((band) => ({
      band,
      ...sum(own(byDays).filter(({ key }) => bandOf(key) === band)),
    })),
    /** Loans in other currencies, which the sums leave out. */
    inOtherCurrencies: sum(byTier.filter(({ currency }) => currency !== institution.currency))
      .count,
  }
}
