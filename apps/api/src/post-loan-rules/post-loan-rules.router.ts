import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { DecideRules, decideRules, ProposeRules, proposeRules } from './change-rules.ts'
import { listRuleVersions, ruleKinds } from './post-loan-rules.queries.ts'
import { defaultRules, rulesInForce } from './rules-in-force.ts'

const OfKind = z.strictObject({ kind: z.enum(ruleKinds) })

type Status = 'in-force' | 'waiting' | 'refused' | 'superseded' | 'to-come'

/** Every version of one kind, the built-in one last. */
async function list(context: StaffContext, { kind }: z.output<typeof OfKind>) {
  const { version: now } = await rulesInForce(context, kind, context.businessDay)
  const rows = await listRuleVersions(context, kind)
  const decided = rows.map((row) => ({
    ...row,
    kind,
    status: statusOf(row, now, context.businessDay),
    body: row.body as unknown,
    validFrom: row.validFrom as string | null,
    madeAt: row.madeAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }))
  const builtIn = {
    kind,
    version: 0,
    validFrom: null,
    status: now === 0 ? ('in-force' as const) : ('superseded' as const),
    source: 'built-in',
    reason: '',
    body: defaultRules[kind] as unknown,
    madeBy: null,
    madeById: null,
    madeAt: null,
    decidedBy: null,
    decidedAt: null,
    note: null,
  }
  const versions = [...decided, builtIn]
  return { inForce: versions.find(({ version }) => version === now) ?? builtIn, versions }
}

function statusOf(
  { version, status, validFrom }: { version: number; status: string; validFrom: string },
  now: number,
  today: string,
): Status {
  if (status !== 'approved') return status === 'waiting' ? 'waiting' : 'refused'
  if (version === now) return 'in-force'
  return validFrom > today ? 'to-come' : 'superseded'
}

export const postLoanRules = createRouter({
  list: allowedTo('see post-loan rules').read(OfKind, list),
  propose: allowedTo('propose post-loan rules').write(ProposeRules, proposeRules),
  decide: allowedTo('decide post-loan rules').write(DecideRules, decideRules),
})
