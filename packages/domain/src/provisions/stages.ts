import type { Tier } from '../classification/tiers.ts'
import { isNonPerforming } from '../classification/tiers.ts'
import type { LossParameters } from './loss-parameters.ts'

export type Stage = 1 | 2 | 3

export interface StageFacts {
  tier: Tier
  daysPastDue: number
  isCreditImpaired: boolean
  /** A significant increase of risk is known from something else than days. */
  isRiskRaised: boolean
  /** The presumption by days is rebutted with evidence. */
  isRebutted: boolean
}

export type StageReason =
  | 'credit-impaired'
  | 'non-performing'
  | 'days-past-due'
  | 'special-mention'
  | 'risk-raised'

/**
 * The stage of a claim (CAS 22, article 48; IFRS 9, 5.5.11 and B5.5.37): more than 30 days past due
 * presumes a significant increase of risk, more than 90 an impairment, both rebuttable; 不良 is
 * stage 3 and, where the parameters say so, 关注 at least stage 2.
 */
export function stageOf(
  facts: StageFacts,
  {
    stage2AfterDays,
    stage3AfterDays,
    isSpecialMentionStage2,
  }: Pick<LossParameters, 'stage2AfterDays' | 'stage3AfterDays' | 'isSpecialMentionStage2'>,
): { stage: Stage; reasons: StageReason[] } {
  const { tier, daysPastDue, isCreditImpaired, isRiskRaised, isRebutted } = facts
  const third: StageReason[] = []
  if (isCreditImpaired) third.push('credit-impaired')
  if (isNonPerforming(tier)) third.push('non-performing')
  if (daysPastDue > stage3AfterDays && !isRebutted) third.push('days-past-due')
  if (third.length > 0) return { stage: 3, reasons: third }
  const second: StageReason[] = []
  if (daysPastDue > stage2AfterDays && !isRebutted) second.push('days-past-due')
  if (tier === 'special-mention' && isSpecialMentionStage2) second.push('special-mention')
  if (isRiskRaised) second.push('risk-raised')
  return second.length > 0 ? { stage: 2, reasons: second } : { stage: 1, reasons: [] }
}
