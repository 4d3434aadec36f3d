import { manualRefusal } from './classify.ts'
import type { Tier } from './tiers.ts'
import { tiers } from './tiers.ts'

/** Why people look at a class: a new tier to confirm, a worse one to set, or a better one to allow. */
export const caseKinds = ['confirmation', 'override', 'upgrade'] as const
export type CaseKind = (typeof caseKinds)[number]

/** 初分, 认定, 审批, and how it ended. */
export const caseStatuses = [
  'initial',
  'review',
  'approval',
  'approved',
  'refused',
  'void',
] as const
export type CaseStatus = (typeof caseStatuses)[number]
export type CaseStepName = 'initial' | 'review' | 'approval'

export interface CaseStanding {
  kind: CaseKind
  status: CaseStatus
  initialBy: string | null
  reviewedBy: string | null
}

export type CaseRefusal = 'not-this-step' | 'same-person'

/** Why a person may not take a step of a case, or null: three steps, three people (2023 No. 1, article 30). */
export function caseRefusal(
  { status, initialBy, reviewedBy }: CaseStanding,
  step: CaseStepName,
  staffId: string,
): CaseRefusal | null {
  if (status !== step) return 'not-this-step'
  const isOneBefore = staffId === initialBy || staffId === reviewedBy
  return step !== 'initial' && isOneBefore ? 'same-person' : null
}

export type TierRefusal = 'better-than-the-rules' | 'nothing-changed' | 'upgrade-not-open'

const isBetter = (a: Tier, b: Tier): boolean => tiers.indexOf(a) < tiers.indexOf(b)

/**
 * Why a tier may not be proposed in a case, or null. `byRules` is what the rules give today, held
 * where the gate is shut; `floor` is what is left once the gate is passed. An override is worse
 * than the tier in force; an upgrade is better than it, no better than the floor, through the gate.
 */
export function proposedTierRefusal(
  kind: CaseKind,
  tier: Tier,
  standing: { tier: Tier; byRules: Tier; floor: Tier; isGateOpen: boolean },
): TierRefusal | null {
  const { byRules, floor, isGateOpen } = standing
  if (kind === 'confirmation') return manualRefusal(tier, byRules)
  if (kind === 'override') {
    if (manualRefusal(tier, byRules)) return 'better-than-the-rules'
    return isBetter(standing.tier, tier) ? null : 'nothing-changed'
  }
  if (!isBetter(tier, standing.tier)) return 'nothing-changed'
  if (!isGateOpen) return 'upgrade-not-open'
  return manualRefusal(tier, floor)
}
