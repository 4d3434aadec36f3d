import type { Day } from '@banyan/domain/calendar'
import { escalationOn } from '@banyan/domain/warnings/warning-life'
import type { WarningRules } from '@banyan/domain/warnings/warning-rules'
import type { Recorder } from '../audit/record-audit.ts'
import { findOfRole } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import { uuidv7 } from '@banyan/database'
import { listCustomersToWatch } from './close-warnings.queries.ts'
import { recordAuditOfWarning } from './raise-warning.ts'
import { customersPerLook, watchCustomers } from './watch-customers.ts'
import { type LateWarning, lockLateWarnings, setWarning } from './warnings.queries.ts'

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
  for (const warning of late) await stepUp(recorder, rules, warning)
  const last = late.at(-1)
  return {
    rows: late.length,
    next: late.length < limit || last === undefined ? null : `escalate ${last.id}`,
  }
}

async function stepUp(
  recorder: Recorder,
  rules: WarningRules,
  warning: LateWarning,
): Promise<void> {
  const next = escalationOn(rules, warning, recorder.businessDay)
  if (next === null) return
  await raiseStep(recorder, warning, next, null)
}

/** One step up: whoever stands there finds a task, and the clock begins anew. */
export async function raiseStep(
  recorder: Recorder,
  warning: Pick<LateWarning, 'id' | 'customerId' | 'groupId' | 'rule' | 'branchId'>,
  next: NonNullable<ReturnType<typeof escalationOn>>,
  by: { staffId: string; note: string } | null,
): Promise<void> {
  const { tx, institution, staff } = recorder
  const { customerId, groupId, branchId } = warning
  const escalatedTo = await findOfRole(tx, institution.id, next.role, branchId)
  await setWarning(recorder, warning.id, { escalation: next.level, escalatedTo, dueOn: next.dueOn })
  if (escalatedTo !== null) {
    await insertTask(recorder, {
      institutionId: institution.id,
      id: uuidv7(),
      customerId,
      groupId,
      text: `预警逾期未处置，已升级至第 ${next.level} 级，请督办`,
      dueOn: next.dueOn,
      state: 'open',
      assigneeId: escalatedTo,
      madeBy: staff.id,
      madeAt: recorder.now(),
    })
  }
  const detail = { level: next.level, role: next.role, escalatedTo }
  await recordAuditOfWarning(recorder, warning, {
    kind: 'escalated',
    detail,
    staffId: by?.staffId ?? null,
    note: by?.note ?? null,
  })
}
