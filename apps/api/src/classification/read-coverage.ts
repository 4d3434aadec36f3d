import { type Day, day } from '@banyan/domain/calendar'
import { type Tier, tiers } from '@banyan/domain/classification/tiers'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { countCoverage, listUnclassed } from './coverage.queries.ts'

/** The first day of the quarter that a day lies in. */
export function quarterStart(on: Day): Day {
  const month = Number(on.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return day(`${on.slice(0, 4)}-${String(first).padStart(2, '0')}-01`)
}

const shownLoans = 100

/** How much of the book was classed in this quarter, by class, and the loans that were not. */
export async function readCoverage(context: StaffContext) {
  const { tx, institution, businessDay } = context
  const { currency } = institution
  const since = quarterStart(businessDay)
  const counted = await countCoverage(tx, institution.id, { currency, since })
  const nothing = { loans: 0, balance: 0, classedLoans: 0, classedBalance: 0 }
  const unclassed = await listUnclassed(tx, institution.id, { currency, since, limit: shownLoans })
  return {
    since,
    currency,
    tiers: tiers.map((tier) => counted.find((row) => row.tier === tier) ?? { tier, ...nothing }),
    unclassed: unclassed.map(({ customerKind, ...loan }) => ({
      ...loan,
      tier: loan.tier as Tier,
      customerName: shownName(context, customerKind, loan.customerName),
    })),
  }
}
