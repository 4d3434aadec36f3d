import { addDays, type Day } from '../calendar.ts'
import type { Rate } from '../rate.ts'
import type { ClassificationFacts, Share } from './facts.ts'
import { isAbove, isAtLeast } from './facts.ts'
import type { ObservationState } from './observation.ts'
import { observe } from './observation.ts'
import type { ClassificationRule, ClassificationRules, Matrix } from './rules.ts'
import { matrixBandDays } from './rules.ts'
import type { Tier } from './tiers.ts'
import { isNonPerforming, tiers, worseTier } from './tiers.ts'
import type { UpgradeGate } from './upgrade-gate.ts'
import { mergerFreezeUntil, upgradeGate } from './upgrade-gate.ts'

/** The figures and facts that met a rule, by their names. */
export type Evidence = Readonly<Record<string, string | number | boolean>>

export interface RuleHit {
  rule: string
  article: string
  source: string
  floor: Tier
  needsConfirmation: boolean
  evidence: Evidence
}

export interface Classification {
  tier: Tier
  /** The worst floor of all rules hit, before anything is held or set by people. */
  floor: Tier
  /** The worst floor of the rules that do not count days past due. */
  otherFloor: Tier
  /** What people set, where it is worse than the rules; null otherwise. */
  manual: Tier | null
  rulesHit: RuleHit[]
  /** Asked where the rules would allow a claim in 不良 to leave it; null otherwise. */
  gate: UpgradeGate | null
  observation: ObservationState | null
  /** The floor is better than the tier before, and the gate or a merger keeps the claim there. */
  isHeld: boolean
  /** The next day on which time alone may change the result, if nothing is paid; null if none. */
  nextBoundaryOn: Day | null
}

const countsDays = new Set(['days-past-due', 'missed-periods', 'matrix'])

function shareEvidence({ part, whole }: Share, limit: Rate): Evidence {
  return { part, whole, limit }
}

/** What meets the condition of a rule; null where it does not hold. */
function evidenceOf(
  { condition }: ClassificationRule,
  facts: ClassificationFacts,
  observation: ObservationState | null,
): Evidence | null {
  const { debtor, daysPastDue } = facts
  switch (condition.kind) {
    case 'days-past-due': {
      const { moreThan, technicalMoreThan } = condition
      const isExcused = facts.isTechnicalOverdue && daysPastDue <= (technicalMoreThan ?? 0)
      if (daysPastDue <= moreThan || isExcused) return null
      return { daysPastDue, moreThan, isTechnicalOverdue: facts.isTechnicalOverdue }
    }
    case 'missed-periods': {
      const { atLeast } = condition
      const { missedPeriods } = facts
      return missedPeriods >= atLeast ? { missedPeriods, atLeast } : null
    }
    case 'use-changed':
      return facts.isUseChanged ? { isUseChanged: true } : null
    case 'refinanced':
      return isRefinanced(facts) ? { refinancing: facts.refinancing } : null
    case 'other-non-performing':
      return otherNonPerforming(facts)
    case 'credit-impaired':
      return facts.isCreditImpaired ? { isCreditImpaired: true } : null
    case 'rating-cut':
      return debtor.isRatingCut ? { isRatingCut: true } : null
    case 'all-banks-over-90': {
      const share = debtor.allBanksOver90
      const { moreThan } = condition
      return share && isAbove(share, moreThan) ? shareEvidence(share, moreThan) : null
    }
    case 'evades-debt':
      return debtor.evadesDebt ? { evadesDebt: true } : null
    case 'impaired-with-loss': {
      const { atLeast } = condition
      const share = facts.isCreditImpaired ? facts.expectedLoss : null
      return share && isAtLeast(share, atLeast) ? shareEvidence(share, atLeast) : null
    }
    case 'liquidation':
      return debtor.isInLiquidation ? { isInLiquidation: true } : null
    case 'own-non-performing': {
      const share = debtor.isEnhanced ? null : debtor.ownNonPerforming
      const { moreThan } = condition
      return share && isAbove(share, moreThan) ? shareEvidence(share, moreThan) : null
    }
    case 'restructured':
      return observation && !observation.isOver ? told(observation) : null
    case 'restructured-again': {
      const isAgain = facts.restructured?.isAgain === true
      return isAgain && observation && !observation.isOver ? told(observation) : null
    }
  }
}

const told = ({ from, end, restarts }: ObservationState): Evidence => ({ from, end, restarts })

/** A compliant renewal of a small or micro debtor, and a bond, are no refinancing in this sense. */
function isRefinanced({ refinancing, scope, isSmallMicro }: ClassificationFacts): boolean {
  if (refinancing === 'renewal') return scope === 'non-retail' && !isSmallMicro
  return refinancing === 'new-for-old' || refinancing === 'other-debt'
}

function otherNonPerforming({ debtor }: ClassificationFacts): Evidence | null {
  const here = debtor.ownNonPerforming?.part ?? 0
  const over90 = debtor.allBanksOver90?.part ?? 0
  const { isNonPerformingElsewhere } = debtor
  if (here === 0 && over90 === 0 && !isNonPerformingElsewhere) return null
  return { nonPerformingHere: here, over90AtAllBanks: over90, isNonPerformingElsewhere }
}

function matrixHit(matrix: Matrix | null, facts: ClassificationFacts): RuleHit[] {
  if (!matrix || !(facts.isSmallMicro || facts.scope === 'small-micro')) return []
  const { daysPastDue, guarantee } = facts
  const band = matrixBandDays.findIndex((days) => daysPastDue <= days)
  const floor = matrix[guarantee].at(band) ?? 'loss'
  if (floor === 'normal') return []
  const { article, source } = matrix
  const evidence = { daysPastDue, guarantee }
  return [{ rule: 'matrix', article, source, floor, needsConfirmation: true, evidence }]
}

function rulesHitBy(
  facts: ClassificationFacts,
  { rules, matrix }: ClassificationRules,
  observation: ObservationState | null,
  on: Day,
): { hit: RuleHit; counts: boolean }[] {
  const hits = rules.flatMap((rule) => {
    const isInForce = rule.from <= on && (rule.to === null || on <= rule.to)
    if (!isInForce || !rule.scopes.includes(facts.scope)) return []
    const evidence = evidenceOf(rule, facts, observation)
    if (evidence === null) return []
    const { id, article, source, floor, needsConfirmation } = rule
    const hit = { rule: id, article, source, floor, needsConfirmation, evidence }
    return [{ hit, counts: countsDays.has(rule.condition.kind) }]
  })
  return [...hits, ...matrixHit(matrix, facts).map((hit) => ({ hit, counts: true }))]
}

const worstOf = (floors: readonly Tier[]): Tier => floors.reduce(worseTier, tiers[0])
const isBetter = (a: Tier, b: Tier): boolean => tiers.indexOf(a) < tiers.indexOf(b)

/**
 * The tier of a claim on a day (2023 No. 1, articles 6 to 23): the worst floor of all rules hit; a
 * claim in 不良 leaves it only through the gate of article 14, no claim betters within a merger's
 * freeze; and people may only set a worse tier. Every result lists its rules and their evidence.
 */
export function classify(
  facts: ClassificationFacts,
  rules: ClassificationRules,
  on: Day,
): Classification {
  const { restructured, previous } = facts
  const isRestructured = restructured !== null && restructured.on <= on
  const observation = isRestructured ? observe(restructured, rules.observation, on) : null
  const found = rulesHitBy(facts, rules, observation, on)
  const rulesHit = found.map(({ hit }) => hit)
  const floor = worstOf(rulesHit.map((hit) => hit.floor))
  const others = found.filter(({ counts }) => !counts).map(({ hit }) => hit.floor)

  const leaves = previous !== null && isNonPerforming(previous) && !isNonPerforming(floor)
  const gate = leaves ? upgradeGate(facts, rules.upgrade, on) : null
  const freeze = mergerFreezeUntil(facts, rules.upgrade)
  const isFrozen = freeze !== null && on < freeze
  const betters = previous !== null && isBetter(floor, previous)
  const isHeld = betters && (gate?.isOpen === false || isFrozen)
  const byRules = isHeld ? previous : floor
  const tier = worseTier(byRules, facts.manual ?? byRules)
  return {
    tier,
    floor,
    otherFloor: worstOf(others),
    manual: tier === byRules ? null : tier,
    rulesHit,
    gate,
    observation,
    isHeld,
    nextBoundaryOn: nextBoundary(facts, rules, { observation, gate, freeze }, on),
  }
}

function nextBoundary(
  facts: ClassificationFacts,
  { rules, matrix }: ClassificationRules,
  found: { observation: ObservationState | null; gate: UpgradeGate | null; freeze: Day | null },
  on: Day,
): Day | null {
  const { daysPastDue, scope } = facts
  const steps = rules.flatMap(({ condition, scopes }) =>
    condition.kind === 'days-past-due' && scopes.includes(scope)
      ? [condition.moreThan, condition.technicalMoreThan ?? condition.moreThan]
      : [],
  )
  if (matrix) steps.push(...matrixBandDays)
  const ahead = daysPastDue === 0 ? [] : steps.filter((days) => days >= daysPastDue)
  const days = ahead.map((step) => addDays(on, step + 1 - daysPastDue))
  if (found.observation && !found.observation.isOver) days.push(addDays(found.observation.end, 1))
  if (found.gate?.earliestOn) days.push(found.gate.earliestOn)
  if (found.freeze) days.push(found.freeze)
  return days.filter((each) => each > on).toSorted()[0] ?? null
}

export type ManualRefusal = 'better-than-the-rules'

/** Why people may not set a tier, or null: it may be worse than the rules' result, never better. */
export function manualRefusal(tier: Tier, byRules: Tier): ManualRefusal | null {
  return isBetter(tier, byRules) ? 'better-than-the-rules' : null
}
