import { judgeCustomer, type RuleHit } from '@banyan/domain/warnings/judge-customer'
import type { Recorder } from '../audit/record-audit.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { lockWatched, type WatchedCustomerRow } from './facts/customer-facts.queries.ts'
import { readWatchFacts } from './facts/read-watch-facts.ts'
import { type Finding, heldBy, raiseWarnings, type Watch } from './raise-warning.ts'
import { type Spreading, spreadWarnings } from './spread-warnings.ts'
import { listHeldWarnings } from './warnings.queries.ts'

/** How many customers are looked at with one reading of facts. */
export const customersPerLook = 2_000

/**
 * Holds what is known of customers against the warning rules of the business day: raises, worsens and counts
 * warnings, and lets the group's lead and the other side of guarantees know. Gives the ids of warnings that are
 * new or worse.
 */
export async function watchCustomers(
  recorder: Recorder,
  customerIds: readonly string[],
  cause: 'event' | 'close',
): Promise<string[]> {
  if (customerIds.length === 0) return []
  const { tx, institution, businessDay: on } = recorder
  const asked = { tx, institutionId: institution.id, ids: [...new Set(customerIds)], on }
  const customers = await lockWatched(asked)
  if (customers.length === 0) return []
  const watch: Watch = { recorder, rules: await rulesInForce(recorder, 'warning', on), cause }
  const facts = await readWatchFacts(asked, customers)
  const hits = customers.flatMap((customer) => {
    const known = facts.get(customer.id)
    return known
      ? judgeCustomer(known, watch.rules.rules, on).map((hit) => ({ customer, hit }))
      : []
  })
  if (hits.length === 0) return []
  const ids = [...new Set(hits.map(({ customer }) => customer.id))]
  const owners = await listOwners(tx, institution.id, ids)
  const held = heldBy(await listHeldWarnings(recorder, 'customerId', ids))
  const raised = await raiseWarnings(
    watch,
    hits.map(({ customer, hit }) => ({
      finding: ownFinding(watch, customer, hit, owners.get(customer.id) ?? null),
      held: held(customer.id, hit.rule),
    })),
  )
  const spreading = hits.flatMap((each, index): Spreading[] => {
    const to = raised[index] ?? null
    return to === null || to.what === 'repeated' ? [] : [{ ...each, warningId: to.id }]
  })
  await spreadWarnings(watch, spreading)
  return spreading.map(({ warningId }) => warningId)
}

function ownFinding(
  { rules }: Watch,
  customer: WatchedCustomerRow,
  hit: RuleHit,
  ownerId: string | null,
): Finding {
  const rule = rules.rules.rules.find(({ code }) => code === hit.rule)
  return {
    ...hit,
    subject: { customerId: customer.id, groupId: null },
    subjectName: customer.name,
    ownerId,
    ruleName: rule?.name.zh ?? hit.rule,
    origin: 'own',
  }
}
