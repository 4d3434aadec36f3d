import type { Role } from '@banyan/domain/access/roles'
import type { Day } from '@banyan/domain/calendar'
import { escalationOn } from '@banyan/domain/warnings/warning-life'
import type { WarningRules } from '@banyan/domain/warnings/warning-rules'
import type { Recorder } from '../audit/record-audit.ts'
import { findOfRole } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTasks } from '../tasks/tasks.queries.ts'
import { uuidv7 } from '@banyan/database'
import { listCustomersToWatch } from './close-warnings.queries.ts'
import { recordAuditOfWarnings } from './raise-warning.ts'
import { setEscalations } from './seen-warnings.queries.ts'
import { customersPerLook, watchCustomers } from './watch-customers.ts'
import { type LateWarning, lockLateWarnings } from './warnings.queries.ts'

type Closer = Omit<Recorder, 'businessDay'>

/** Numbers of days late at which some level of a rule begins. */
function lateDaysOf({ rules }: WarningRules): number[] {
  return rules
    .filter(({ measure, isActive }) => isActive && measure === 'days-past-due')
    .flatMap(({ levels }) => levels.map(({ threshold }) => threshold))
}

/**
 * The night's look: first everybody whom the day may have brought to a rule, then the warnings whose clock has run
 * out, which go one step up. The checkpoint says in which of the two it stands.
 */
export const warningsStep = {
  name: 'warnings',
  async run(closer: Closer, day: Day, { after, limit }: { after: string | null; limit: number }) {
    const recorder = { ...closer, businessDay: day }
    const { rules } = await rulesInForce(recorder, 'warning', day)
    const [part, from] =
      after === null ? ['watch', null] : (after.split(' ') as [string, string | undefined])
    return part === 'watch'
      ? watchPortion(recorder, rules, from ?? null, Math.min(limit, customersPerLook))
      : escalatePortion(recorder, rules, from ?? null, limit)
  },
}

async function watchPortion(
  recorder: Recorder,
  rules: WarningRules,
  after: string | null,
  limit: number,
) {
  const { tx, institution, businessDay: day } = recorder
  const portion = { day, lateDays: lateDaysOf(rules), after, limit }
  const ids = await listCustomersToWatch(tx, institution.id, portion)
  const raised = await watchCustomers(recorder, ids, 'close')
  const last = ids.at(-1)
  return {
    rows: raised.length,
    next: ids.length < limit || last === undefined ? 'escalate' : `watch ${last}`,
  }
}

async function escalatePortion(
  recorder: Recorder,
  rules: WarningRules,
  after: string | null,
  limit: number,
) {
  const { tx, institution, businessDay: day } = recorder
  const late = await lockLateWarnings(tx, institution.id, { day, after, limit })
  await raiseSteps(
    recorder,
    late.flatMap((warning) => {
      const next = escalationOn(rules, warning, day)
      return next === null ? [] : [{ warning, next }]
    }),
    null,
  )
  const last = late.at(-1)
  return {
    rows: late.length,
    next: late.length < limit || last === undefined ? null : `escalate ${last.id}`,
  }
}

type Step = NonNullable<ReturnType<typeof escalationOn>>
type Stepping = Pick<LateWarning, 'id' | 'customerId' | 'groupId' | 'rule' | 'branchId'>

/** One step up each: whoever stands there finds a task, and the clock begins anew. */
export async function raiseSteps(
  recorder: Recorder,
  steps: readonly { warning: Stepping; next: Step }[],
  by: { staffId: string; note: string } | null,
): Promise<void> {
  const staffOf = await findEach(recorder, steps)
  const stepped = steps.map(({ warning, next }) => ({
    warning,
    next,
    escalatedTo: staffOf(next.role, warning.branchId),
  }))
  await setEscalations(
    recorder,
    stepped.map(({ warning: { id }, next: { level: escalation, dueOn }, escalatedTo }) => ({
      id,
      escalation,
      escalatedTo,
      dueOn,
    })),
  )
  const { institution, staff } = recorder
  await insertTasks(
    recorder,
    stepped.flatMap(({ warning: { customerId, groupId }, next: { level, dueOn }, escalatedTo }) =>
      escalatedTo === null
        ? []
        : {
            institutionId: institution.id,
            id: uuidv7(),
            customerId,
            groupId,
            text: `预警逾期未处置，已升级至第 ${level} 级，请督办`,
            dueOn,
            state: 'open' as const,
            assigneeId: escalatedTo,
            madeBy: staff.id,
            madeAt: recorder.now(),
          },
    ),
  )
  const { staffId = null, note = null } = by ?? {}
  await recordAuditOfWarnings(
    recorder,
    stepped.map(({ warning, next: { level, role }, escalatedTo }) => ({
      warning,
      kind: 'escalated',
      detail: { level, role, escalatedTo },
      staffId,
      note,
    })),
  )
}

/** Somebody of each role that is asked for, seen from each branch: every pair is looked up once. */
async function findEach(
  { tx, institution }: Recorder,
  steps: readonly { warning: Stepping; next: Step }[],
) {
  const found = new Map<string, string | null>()
  const pairOf = (role: Role, branchId: string) => `${role} ${branchId}`
  for (const { warning, next } of steps) {
    const pair = pairOf(next.role, warning.branchId)
    if (!found.has(pair))
      found.set(pair, await findOfRole(tx, institution.id, next.role, warning.branchId))
  }
  return (role: Role, branchId: string) => found.get(pairOf(role, branchId)) ?? null
}
