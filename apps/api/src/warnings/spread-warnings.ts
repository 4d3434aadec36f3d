import type { Day } from '@banyan/domain/calendar'
import type { Colour } from '@banyan/domain/warnings/colours'
import { spreadRules } from '@banyan/domain/warnings/default-warning-rules'
import type { RuleHit } from '@banyan/domain/warnings/judge-customer'
import { spreadColour } from '@banyan/domain/warnings/warning-life'
import { inRounds } from '../in-rounds.ts'
import { findOfRole, listOwners } from '../officers/responsible-staff.queries.ts'
import type { WatchedCustomerRow } from './facts/customer-facts.queries.ts'
import { type Finding, heldBy, raiseWarnings, type Watch } from './raise-warning.ts'
import { listSpreadTargets, type SpreadTarget } from './spread.queries.ts'
import { type HeldWarning, insertCauses, listHeldWarnings } from './warnings.queries.ts'

/** A warning that is new or worse. */
export interface Spreading {
  customer: WatchedCustomerRow
  hit: RuleHit
  warningId: string
}

interface Reaching extends Spreading {
  target: SpreadTarget
  colour: Colour
}

/**
 * Lets the group's lead and the other side of guarantees know. One step and no further: what has spread does not
 * spread again.
 */
export async function spreadWarnings(watch: Watch, spreading: readonly Spreading[]): Promise<void> {
  if (spreading.length === 0) return
  const { recorder, rules } = watch
  const { tx, institution, businessDay: on } = recorder
  const ofCustomer = Map.groupBy(spreading, ({ customer }) => customer.id)
  const customerIds = [...ofCustomer.keys()]
  const targets = await listSpreadTargets(tx, institution.id, { customerIds, on })
  const reaching = targets.flatMap((target) => {
    const via = target.via === 'group' ? 'group' : 'guarantee'
    return (ofCustomer.get(target.customerId) ?? []).flatMap((each): Reaching[] => {
      const colour = spreadColour(rules.rules, via, each.hit.colour)
      return colour === null ? [] : [{ ...each, target, colour }]
    })
  })
  const ownerOf = await ownersOf(watch, reaching)
  // Each that reaches the same target adds to what the one before has left there.
  for (const round of inRounds(reaching, ({ target }) => `${target.targetId} ${target.via}`))
    await raiseRound(watch, round, ownerOf)
}

/** Who sees to each target: the customer's own people; the group's lead, or a risk officer where it has none. */
async function ownersOf({ recorder: { tx, institution } }: Watch, reaching: readonly Reaching[]) {
  const targets = new Map(reaching.map(({ target }) => [target.targetId, target]))
  const owners = await listOwners(tx, institution.id, [...targets.keys()])
  const leads = new Map<string, string | null>()
  for (const { via, targetId, leadOfficerId, leadBranchId } of targets.values())
    if (via === 'group') {
      const lead =
        leadOfficerId ?? (await findOfRole(tx, institution.id, 'risk-officer', leadBranchId))
      leads.set(targetId, lead)
    }
  return ({ via, targetId }: SpreadTarget): string | null =>
    (via === 'group' ? leads.get(targetId) : owners.get(targetId)) ?? null
}

/** No two of a round reach one target in the same way. */
async function raiseRound(
  watch: Watch,
  round: readonly Reaching[],
  ownerOf: (target: SpreadTarget) => string | null,
): Promise<void> {
  const { recorder } = watch
  const idsOf = (isGroup: boolean) => [
    ...new Set(
      round.flatMap(({ target: { via, targetId } }) =>
        (via === 'group') === isGroup ? [targetId] : [],
      ),
    ),
  ]
  const held = heldBy([
    ...(await listHeldWarnings(recorder, 'groupId', idsOf(true))),
    ...(await listHeldWarnings(recorder, 'customerId', idsOf(false))),
  ])
  const found = round.map((reaching) => {
    const { target } = reaching
    const before = held(target.targetId, spreadRules[target.via].code)
    return {
      finding: spreadFinding(recorder.businessDay, reaching, { before, ownerId: ownerOf(target) }),
      held: before,
      causeId: reaching.warningId,
    }
  })
  const raised = await raiseWarnings(watch, found)
  const causes = found.flatMap(({ held: before, causeId }, index) => {
    const warningId = raised[index]?.id ?? before?.id
    return warningId === undefined ? [] : [{ warningId, causeId }]
  })
  await insertCauses(recorder, causes, recorder.now())
}

function spreadFinding(
  on: Day,
  { target, customer, hit, warningId, colour }: Reaching,
  { before, ownerId }: { before: HeldWarning | undefined; ownerId: string | null },
): Finding {
  const isGroup = target.via === 'group'
  const rule = spreadRules[target.via]
  const evidenceKey = before?.evidenceKey.includes(warningId)
    ? before.evidenceKey
    : [before?.state === 'released' ? '' : (before?.evidenceKey ?? ''), warningId].join(' ').trim()
  const text = `${customer.id} ${hit.rule} ${hit.colour}`
  return {
    subject: isGroup
      ? { customerId: null, groupId: target.targetId }
      : { customerId: target.targetId, groupId: null },
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
      rows: [{ what: 'warning', id: warningId, on, value: null, text }],
    },
  }
}
