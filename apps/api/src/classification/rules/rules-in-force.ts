import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { defaultRules } from '@banyan/domain/classification/default-rules'
import { ClassificationRules } from '@banyan/domain/classification/rules'
import { LossParameters, usualLossParameters } from '@banyan/domain/provisions/loss-parameters'
import { ProvisionTerms, usualProvisionTerms } from '@banyan/domain/provisions/provision-estimate'
import { listRulesInForce, type RuleKind } from './rules.queries.ts'

/** What an institution classes and provisions by on a day; version null: the standard it started with. */
export interface RulesInForce {
  rules: ClassificationRules
  rulesVersion: { id: string; number: number } | null
  losses: LossParameters
  provision: ProvisionTerms
}

export const ruleBodies = {
  classification: ClassificationRules,
  'expected-loss': LossParameters,
  provision: ProvisionTerms,
} as const satisfies Record<RuleKind, unknown>

export const standardBodies = {
  classification: defaultRules,
  'expected-loss': usualLossParameters,
  provision: usualProvisionTerms,
} as const satisfies Record<RuleKind, unknown>

export async function rulesInForce(tx: Tx, institutionId: string, day: Day): Promise<RulesInForce> {
  const kept = await listRulesInForce(tx, institutionId, day)
  const of = (kind: RuleKind) => kept.find((version) => version.kind === kind)
  const classing = of('classification')
  const [losses, provision] = [of('expected-loss'), of('provision')]
  return {
    rules: classing ? ClassificationRules.parse(classing.body) : defaultRules,
    rulesVersion: classing ? { id: classing.id, number: classing.number } : null,
    losses: losses ? LossParameters.parse(losses.body) : usualLossParameters,
    provision: provision ? ProvisionTerms.parse(provision.body) : usualProvisionTerms,
  }
}
