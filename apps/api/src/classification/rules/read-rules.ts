import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { listRuleVersions, ruleKinds } from './rules.queries.ts'
import { standardBodies } from './rules-in-force.ts'

export const RulesQuestion = z.strictObject({ kind: z.enum(ruleKinds) })

/** Every version of a kind, newest first, and the standard that counts before the first. */
export async function readRules(context: StaffContext, { kind }: z.output<typeof RulesQuestion>) {
  const { tx, institution, businessDay } = context
  const versions = await listRuleVersions(tx, institution.id, kind)
  const inForce = versions
    .filter(({ status, validFrom }) => status === 'in-force' && validFrom <= businessDay)
    .toSorted((a, b) =>
      a.validFrom === b.validFrom ? b.number - a.number : a.validFrom < b.validFrom ? 1 : -1,
    )
  return {
    kind,
    inForceId: inForce[0]?.id ?? null,
    standard: standardBodies[kind],
    versions: versions.map(({ madeBy, madeAt, decidedAt, ...version }) => ({
      ...version,
      isOwn: madeBy === context.staff.id,
      madeAt: madeAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    })),
  }
}
