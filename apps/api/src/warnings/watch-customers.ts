import type { Colour } from '@banyan/domain/warnings/colours'
import { spreadRules } from '@banyan/domain/warnings/default-warning-rules'
import { judgeCustomer, type RuleHit } from '@banyan/domain/warnings/judge-customer'
import { spreadColour } from '@banyan/domain/warnings/warning-life'
import type { Recorder } from '../audit/record-audit.ts'
import { findOfRole, listOwners } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { lockWatched, type WatchedCustomerRow } from './facts/customer-facts.queries.ts'
import { readWatchFacts } from './facts/read-watch-facts.ts'
import { type Finding, type Raised, raiseWarnings, type Watch } from './raise-warning.ts'
import { listSpreadTargets, type SpreadTarget } from './spread.queries.ts'
import { type HeldWarning, insertCauses, listHeldWarnings } from './warnings.queries.ts'

interface Spreading {
  customer: WatchedCustomerRow
  hit: RuleHit
  warningId: string
}

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
  await spread(watch, spreading)
  return spreading.map(({ warningId }) => warningId)
}

function heldBy(warnings: readonly HeldWarning[]) {
  const byKey = new Map(
    warnings.map((warning) => [
      `${warning.customerId ?? warning.groupId} ${warning.rule}`,
      warning,
    ]),
  )
  return (subjectId: string, rule: string) => byKey.get(`${subjectId} ${rule}`)
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

/** One step and no further: what has spread does not spread again. */
async function spread(watch: Watch, spreading: readonly Spreading[]): Promise<void> {
  if (spreading.length === 0) return
  const { recorder, rules } = watch
  const { tx, institution, businessDay: on } = recorder
  const customerIds = [...new Set(spreading.map(({ customer }) => customer.id))]
  const targets = await listSpreadTargets(tx, institution.id, { customerIds, on })
  const owners = await listOwners(
    tx,
    institution.id,
    targets.map(({ targetId }) => targetId),
  )
  for (const target of targets) {
    const via = target.via === 'group' ? 'group' : 'guarantee'
    for (const { customer, hit, warningId } of spreading) {
      const colour = spreadColour(rules.rules, via, hit.colour)
      if (customer.id !== target.customerId || colour === null) continue
      const ownerId =
        target.via === 'group' ? await leadOf(watch, target) : (owners.get(target.targetId) ?? null)
      await raiseSpread(watch, { target, customer, hit, warningId, colour, ownerId })
    }
  }
}

/** The group's lead, or a risk officer where it has none. */
async function leadOf(
  { recorder: { tx, institution } }: Watch,
  target: SpreadTarget,
): Promise<string | null> {
  return target.leadOfficerId ?? findOfRole(tx, institution.id, 'risk-officer', target.leadBranchId)
}

async function raiseSpread(
  watch: Watch,
  from: Spreading & { target: SpreadTarget; colour: Colour; ownerId: string | null },
): Promise<Raised> {
  const { target, customer, hit, warningId, colour, ownerId } = from
  const { recorder } = watch
  const isGroup = target.via === 'group'
  const rule = spreadRules[target.via]
  const [subject, column] = isGroup
    ? ([{ customerId: null, groupId: target.targetId }, 'groupId'] as const)
    : ([{ customerId: target.targetId, groupId: null }, 'customerId'] as const)
  const held = heldBy(await listHeldWarnings(recorder, column, [target.targetId]))(
    target.targetId,
    rule.code,
  )
  const evidenceKey = held?.evidenceKey.includes(warningId)
    ? held.evidenceKey
    : [held?.state === 'released' ? '' : (held?.evidenceKey ?? ''), warningId].join(' ').trim()
  const evidence = {
    what: 'warning',
    id: warningId,
    on: recorder.businessDay,
    value: null,
    text: `${customer.id} ${hit.rule} ${hit.colour}`,
  } as const
  const finding: Finding = {
    subject,
    subjectName: target.name,
    ownerId,
    rule: rule.code,
    ruleName: rule.name.zh,
    colour,
    value: evidenceKey.split(' ').length,
    evidenceKey,
    origin: isGroup ? 'group' : 'guarantee',
    explanation: {
      measure: 'spread',
      unit: 'count',
      direction: 'at-least',
      level: { colour, threshold: 1 },
      windowDays: null,
      source: '《商业银行集团客户授信业务风险管理指引》',
      isConfirmed: false,
      rows: [evidence],
    },
  }
  const [raised = null] = await raiseWarnings(watch, [{ finding, held }])
  const spreadId = raised?.id ?? held?.id
  if (spreadId !== undefined) await insertCauses(recorder, spreadId, [warningId], recorder.now())
  return raised
}
