import { tiers } from '@banyan/domain/classification/tiers'
import { daysPastDue } from '@banyan/domain/loans/days-past-due'
import { creditSuggestion } from '@banyan/domain/warnings/credit-suggestion'
import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import type { OfCustomer } from './record-event.ts'
import { findCreditStanding } from './suggestion.queries.ts'

/** What limit, rate and timing the figures speak for; a person decides. */
export async function suggestCredit(
  context: StaffContext,
  { customerId }: z.output<typeof OfCustomer>,
) {
  await findFile(context, customerId)
  const { businessDay } = context
  const standing = await findCreditStanding(context, customerId, businessDay)
  const { version, rules } = await rulesInForce(context, 'warning', businessDay)
  const facts = {
    daysPastDue: daysPastDue(standing.oldestUnpaidOn, businessDay),
    tierRank: Math.max(1, ...standing.tiers.map((tier) => tiers.indexOf(tier) + 1)),
    openWarnings: standing.warnings,
    lastArrearsOn: standing.lastArrearsOn,
    limit: standing.limit,
    drawn: standing.drawn,
  }
  return { ...creditSuggestion(facts, rules, businessDay), rulesVersion: version }
}
