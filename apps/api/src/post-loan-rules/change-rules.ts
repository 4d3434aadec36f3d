import { constraintOf } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { CollectionRules } from '@banyan/domain/collection/collection-rules'
import { freeText } from '@banyan/domain/customers/free-text'
import { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { RepricingRules } from '@banyan/domain/products/repricing'
import { Refused } from '@banyan/domain/refused'
import { WarningRules } from '@banyan/domain/warnings/warning-rules'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import {
  insertRuleVersion,
  listRuleVersions,
  lockRuleVersion,
  ruleKinds,
  setRuleDecision,
} from './post-loan-rules.queries.ts'

const proposed = { validFrom: Day, source: freeText(2, 200), reason: freeText(2, 500) }
export const ProposeRules = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('inspection'), ...proposed, body: InspectionRules }),
  z.strictObject({ kind: z.literal('warning'), ...proposed, body: WarningRules }),
  z.strictObject({ kind: z.literal('collection'), ...proposed, body: CollectionRules }),
  z.strictObject({ kind: z.literal('repricing'), ...proposed, body: RepricingRules }),
])
export const DecideRules = z.strictObject({
  kind: z.enum(ruleKinds),
  version: z.int().min(1).max(1_000_000),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})

/** A new version of the rules, from a day on. It waits for another person; until then nothing changes. */
export async function proposeRules(
  context: StaffContext,
  { kind, validFrom, source, reason, body }: z.output<typeof ProposeRules>,
): Promise<{ version: number }> {
  const { institution, staff, businessDay } = context
  if (validFrom < businessDay) throw new Refused('in-the-past')
  const [latest] = await listRuleVersions(context, kind)
  const version = (latest?.version ?? 0) + 1
  await insertRuleVersion(context, {
    institutionId: institution.id,
    kind,
    version,
    validFrom,
    status: 'waiting',
    source,
    reason,
    body: JSON.stringify(body),
    madeBy: staff.id,
    madeAt: context.now(),
  }).catch((error: unknown) => {
    if (constraintOf(error) !== 'post_loan_rules_wait_once') throw error
    throw new Refused('proposal-is-waiting', { cause: error })
  })
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'post-loan-rules-proposed',
    detail: { kind, version, validFrom, source, reason },
  })
  return { version }
}

/** Another person lets a version count from its day on, or refuses it. */
export async function decideRules(
  context: StaffContext,
  { kind, version, outcome, note }: z.output<typeof DecideRules>,
): Promise<{ version: number }> {
  const { institution, staff } = context
  const held = found(await lockRuleVersion(context, { kind, version }), 'rules')
  if (held.status !== 'waiting') throw new Refused('already-decided')
  if (held.madeBy === staff.id) throw new Refused('own-proposal')
  const decidedAt = context.now()
  await setRuleDecision(
    context,
    { kind, version },
    { status: outcome, decidedBy: staff.id, decidedAt, note },
  )
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: `post-loan-rules-${outcome}`,
    detail: { kind, version, note },
  })
  return { version }
}
