import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { insertRuleVersion, listRuleVersions, ruleKinds } from './rules.queries.ts'
import { ruleBodies } from './rules-in-force.ts'

export const NewRules = z.strictObject({
  kind: z.enum(ruleKinds),
  validFrom: Day,
  body: z.record(z.string(), z.json()),
  source: freeText(2, 300),
  note: freeText(2, 500),
})

/** A person proposes a whole new set of rules or parameters from a day on; another decides. */
export async function proposeRules(
  context: StaffContext,
  { kind, validFrom, body, source, note }: z.output<typeof NewRules>,
): Promise<{ id: string; number: number }> {
  const { tx, institution, staff, businessDay } = context
  const read = ruleBodies[kind].safeParse(body)
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => ({
      field: path.join('.') || 'body',
      reason: message,
    }))
    throw new Refused('rules-unreadable', { problems })
  }
  if (validFrom < businessDay) throw new Refused('rules-of-the-past')
  const versions = await listRuleVersions(tx, institution.id, kind)
  if (versions.some(({ status }) => status === 'waiting')) throw new Refused('rules-are-waiting')
  const id = uuidv7()
  const number = (versions[0]?.number ?? 0) + 1
  await insertRuleVersion(tx, {
    institutionId: institution.id,
    id,
    kind,
    number,
    validFrom,
    body: JSON.stringify(read.data),
    source,
    note,
    madeBy: staff.id,
    madeAt: context.now(),
  })
  const detail = { kind, number, validFrom }
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'rules-proposed',
    detail,
  })
  return { id, number }
}
