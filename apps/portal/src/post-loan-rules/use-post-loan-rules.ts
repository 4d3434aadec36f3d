import { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { RepricingRules } from '@banyan/domain/products/repricing'
import { WarningRules } from '@banyan/domain/warnings/warning-rules'
import { api, type Inputs, type Outputs } from '../api.ts'
import { useCommand } from '../use-command.ts'

export type RuleVersion = Outputs['postLoanRules']['list']['versions'][number]
export type RuleKind = RuleVersion['kind']

type Asked = Inputs['postLoanRules']
const refreshes = ['postLoanRules', 'home']

export const ruleActs = {
  propose: () =>
    useCommand((input: Asked['propose'], call) => api.postLoanRules.propose.mutate(input, call), {
      refreshes,
    }),
  decide: () =>
    useCommand((input: Asked['decide'], call) => api.postLoanRules.decide.mutate(input, call), {
      refreshes: [...refreshes, 'warnings', 'inspections', 'collection'],
    }),
}

/** The page on which each kind stands, and the area it belongs to. */
export const rulePages = {
  warning: 'warning-rules',
  inspection: 'inspection-rules',
  collection: 'collection-rules',
  repricing: 'repricing-rules',
} as const satisfies Record<RuleKind, string>

/** The page on which a new version of each kind is proposed. */
export const proposePages = {
  warning: 'propose-warning-rules',
  inspection: 'propose-inspection-rules',
  collection: 'propose-collection-rules',
  repricing: 'propose-warning-rules',
} as const satisfies Record<RuleKind, string>

const schemas = {
  warning: WarningRules,
  inspection: InspectionRules,
  collection: CollectionRules,
  repricing: RepricingRules,
}

/** The rules of warnings in a set that the server sent; none in one that is not of warnings. */
export function warningRulesIn(body: unknown): WarningRules['rules'] {
  const read = WarningRules.safeParse(body)
  return read.success ? read.data.rules : []
}

export interface RuleProblem {
  readonly path: readonly (string | number)[]
  readonly reason: string
}

/** Whether a set can be proposed as it stands: what is wrong with it, place by place. */
export function problemsOf(kind: RuleKind, body: unknown): RuleProblem[] {
  const read = schemas[kind].safeParse(body)
  if (read.success) return []
  return read.error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'number' ? key : String(key))),
    reason: message,
  }))
}

/** A proposal of a set, once it is one. */
export function proposalOf(
  kind: RuleKind,
  body: unknown,
  said: Pick<Asked['propose'], 'validFrom' | 'source' | 'reason'>,
): Asked['propose'] {
  switch (kind) {
    case 'warning':
      return { kind, ...said, body: WarningRules.parse(body) }
    case 'inspection':
      return { kind, ...said, body: InspectionRules.parse(body) }
    case 'collection':
      return { kind, ...said, body: CollectionRules.parse(body) }
    case 'repricing':
      return { kind, ...said, body: RepricingRules.parse(body) }
  }
}
