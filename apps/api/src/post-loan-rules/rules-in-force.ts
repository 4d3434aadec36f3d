import type { Day } from '@banyan/domain/calendar'
import { day } from '@banyan/domain/calendar'
import { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { defaultCollectionRules } from '@banyan/domain/collection/default-collection-rules'
import { defaultInspectionRules } from '@banyan/domain/inspections/default-inspection-rules'
import { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { defaultRepricingRules, RepricingRules } from '@banyan/domain/products/repricing'
import { defaultWarningRules } from '@banyan/domain/warnings/default-warning-rules'
import { WarningRules } from '@banyan/domain/warnings/warning-rules'
import type { StaffContext } from '../access/staff-context.ts'
import { findRulesInForce, type RuleKind } from './post-loan-rules.queries.ts'

export interface RulesByKind {
  inspection: InspectionRules
  warning: WarningRules
  collection: CollectionRules
  repricing: RepricingRules
}

export interface InForce<Rules> {
  /** 0: what is in force before anybody has decided. */
  version: number
  validFrom: Day | null
  rules: Rules
}

export const defaultRules: RulesByKind = {
  inspection: defaultInspectionRules,
  warning: defaultWarningRules,
  collection: defaultCollectionRules,
  repricing: defaultRepricingRules,
}

const readers: { [Kind in RuleKind]: (body: unknown) => RulesByKind[Kind] } = {
  inspection: (body) => InspectionRules.parse(body),
  warning: (body) => WarningRules.parse(body),
  collection: (body) => CollectionRules.parse(body),
  repricing: (body) => RepricingRules.parse(body),
}

/** The version of the rules that counts on a day. */
export async function rulesInForce<Kind extends RuleKind>(
  place: Pick<StaffContext, 'tx' | 'institution'>,
  kind: Kind,
  on: Day,
): Promise<InForce<RulesByKind[Kind]>> {
  const row = await findRulesInForce(place, kind, on)
  if (!row) return { version: 0, validFrom: null, rules: defaultRules[kind] }
  const read = readers[kind] as (body: unknown) => RulesByKind[Kind]
  return { version: row.version, validFrom: day(row.validFrom), rules: read(row.body) }
}
