import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { lookAgainAt } from '../write-classes.queries.ts'
import { lockRuleVersion, setRuleDecision } from './rules.queries.ts'

export const RulesDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: freeText(2, 500),
})

/**
 * Another person puts a set of rules in force, from its day or from today if that has passed; the
 * close of that day looks at every loan.
 */
export async function decideRules(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof RulesDecision>,
): Promise<{ id: string }> {
  const { tx, institution, staff, businessDay } = context
  const version = found(await lockRuleVersion(tx, institution.id, id), 'rules')
  if (version.status !== 'waiting') throw new Refused('rules-are-decided')
  if (version.madeBy === staff.id) throw new Refused('own-proposal')
  const validFrom = version.validFrom < businessDay ? businessDay : version.validFrom
  const status = outcome === 'approved' ? 'in-force' : 'refused'
  await setRuleDecision(tx, institution.id, id, {
    status,
    decidedBy: staff.id,
    decidedAt: context.now(),
    decisionNote: note,
    validFrom,
  })
  if (status === 'in-force') await lookAgainAt(tx, institution.id, 'all', validFrom)
  const { kind, number } = version
  const action = outcome === 'approved' ? 'rules-approved' : 'rules-refused'
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action,
    detail: { kind, number, validFrom },
  })
  return { id }
}
