import { addMonths, type Day } from '../calendar.ts'
import type { ClassificationFacts } from './facts.ts'
import { intervalsAfter, laterOf } from './observation.ts'
import type { ClassificationRules } from './rules.ts'

export const gateReasons = [
  'still-overdue',
  'arrears-not-cleared',
  'not-observed-long-enough',
  'payment-missed-since',
  'too-few-payments',
  'ability-not-assessed',
  'not-able-to-perform',
  'debtor-has-impaired-asset',
  'merged-recently',
] as const
export type GateReason = (typeof gateReasons)[number]

export interface UpgradeGate {
  isOpen: boolean
  /** Why the claim stays in 不良; empty when the gate is open. */
  reasons: GateReason[]
  /** The first day on which time alone would no longer hold it; null while arrears are unpaid. */
  earliestOn: Day | null
}

type Upgrade = ClassificationRules['upgrade']

/** Since when payments run as agreed: the clearing, or the payment of an instalment that was late. */
function inOrderSince({ arrearsClearedOn, payments }: ClassificationFacts['recovery'], on: Day) {
  if (arrearsClearedOn === null || arrearsClearedOn > on) return { since: null, isMissing: false }
  let since = arrearsClearedOn
  let isMissing = false
  for (const { dueOn, paidOn } of payments ?? []) {
    if (dueOn <= arrearsClearedOn || dueOn >= on) continue
    if (paidOn === null || paidOn > on) isMissing = true
    else if (paidOn > dueOn) since = laterOf(since, paidOn)
  }
  return { since, isMissing }
}

function paidOnTimeSince(facts: ClassificationFacts, since: Day, on: Day): number | null {
  const { payments } = facts.recovery
  if (payments === null) return null
  const onTime = payments.filter(
    ({ dueOn, paidOn }) => dueOn > since && dueOn <= on && paidOn !== null && paidOn <= dueOn,
  )
  return onTime.length
}

/**
 * May a claim leave 不良 on a day (2023 No. 1, article 14)? The arrears paid and then two repayment
 * periods or six months in order, the longer; able to keep performing; no other impaired asset of
 * the debtor here; and no merger within six months (article 15). Claims under 脱期法 are free in the
 * scopes that the rules name, once nothing is overdue.
 */
export function upgradeGate(facts: ClassificationFacts, upgrade: Upgrade, on: Day): UpgradeGate {
  const reasons: GateReason[] = []
  const freeze = mergerFreezeUntil(facts, upgrade)
  const isFrozen = freeze !== null && on < freeze
  if (facts.isByDaysMethod && upgrade.freeByDaysIn.includes(facts.scope)) {
    if (isFrozen) reasons.push('merged-recently')
    return { isOpen: reasons.length === 0, reasons, earliestOn: isFrozen ? freeze : on }
  }
  const { recovery, debtor, scope } = facts
  if (facts.daysPastDue > 0) reasons.push('still-overdue')
  const { since, isMissing } = inOrderSince(recovery, on)
  if (since === null) reasons.push('arrears-not-cleared')
  if (isMissing) reasons.push('payment-missed-since')
  const earliest = since === null ? null : earliestAfter(since, recovery.interval, upgrade)
  if (earliest !== null && on < earliest) reasons.push('not-observed-long-enough')
  const paid = since === null ? null : paidOnTimeSince(facts, since, on)
  if (paid !== null && earliest !== null && on >= earliest && paid < upgrade.periods)
    reasons.push('too-few-payments')
  if (recovery.isAbleToPerform === null) reasons.push('ability-not-assessed')
  if (recovery.isAbleToPerform === false) reasons.push('not-able-to-perform')
  if (debtor.hasImpairedAsset && upgrade.wholeDebtorIn.includes(scope))
    reasons.push('debtor-has-impaired-asset')
  if (isFrozen) reasons.push('merged-recently')
  const earliestOn = earliest !== null && isFrozen ? laterOf(earliest, freeze) : earliest
  return { isOpen: reasons.length === 0, reasons, earliestOn }
}

function earliestAfter(
  since: Day,
  interval: ClassificationFacts['recovery']['interval'],
  { periods, months }: Upgrade,
): Day {
  return laterOf(intervalsAfter(since, interval, periods), addMonths(since, months))
}

/** The first day on which a merger no longer keeps a claim from a better tier; null without one. */
export function mergerFreezeUntil({ debtor }: ClassificationFacts, upgrade: Upgrade): Day | null {
  return debtor.mergedOn === null ? null : addMonths(debtor.mergedOn, upgrade.mergerMonths)
}
