import { uuidv7 } from '@banyan/database'
import { dueDay } from '@banyan/domain/warnings/warning-life'
import type { Colour } from '@banyan/domain/warnings/colours'
import { afterSeenAgain } from '@banyan/domain/warnings/warning-life'
import type { Explanation } from '@banyan/domain/warnings/judge-customer'
import type { WarningRules } from '@banyan/domain/warnings/warning-rules'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import type { InForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import {
  type HeldWarning,
  insertWarning,
  insertWarningEvents,
  setWarning,
  type WarningEventRow,
} from './warnings.queries.ts'

/** Whoever looks: a person, the close or a job, on a business day. */
export interface Watch {
  recorder: Recorder
  rules: InForce<WarningRules>
  cause: 'event' | 'close'
}

export interface Finding {
  subject: { customerId: string; groupId: null } | { customerId: null; groupId: string }
  subjectName: string
  ownerId: string | null
  rule: string
  ruleName: string
  colour: Colour
  value: number
  explanation: Explanation
  evidenceKey: string
  origin: 'own' | 'group' | 'guarantee'
}

export type Raised = { id: string; what: 'raised' | 'worsened' | 'repeated' } | null

const colourWords: Readonly<Record<Colour, string>> = {
  red: '红色',
  orange: '橙色',
  yellow: '黄色',
}

/** The chain in which a warning is told. */
export function warningEntity({
  customerId,
  groupId,
}: {
  customerId: string | null
  groupId: string | null
}) {
  return groupId === null
    ? ({ entity: 'customer', id: customerId ?? '' } as const)
    : ({ entity: 'group', id: groupId } as const)
}

/** One line of a warning's story, and of the record. */
export async function recordAuditOfWarning(
  recorder: Recorder,
  warning: { id: string; customerId: string | null; groupId: string | null; rule: string },
  event: {
    kind: string
    staffId?: string | null
    note?: string | null
    detail?: Record<string, unknown>
  },
): Promise<void> {
  const { kind, staffId = null, note = null, detail = {} } = event
  const row: WarningEventRow = {
    institutionId: recorder.institution.id,
    id: uuidv7(),
    warningId: warning.id,
    kind,
    at: recorder.now(),
    happenedOn: recorder.businessDay,
    staffId,
    note,
    detail: JSON.stringify(detail),
  }
  await insertWarningEvents(recorder.tx, [row])
  await recordAudit(recorder, {
    ...warningEntity(warning),
    action: `warning-${kind}`,
    detail: { warning: warning.id, rule: warning.rule, ...detail },
  })
}

/**
 * What a rule found becomes a warning with a task for its owner, or is counted in the one that stands. What was
 * released comes back only with something new in it.
 */
export async function raiseWarning(
  watch: Watch,
  finding: Finding,
  held: HeldWarning | undefined,
): Promise<Raised> {
  if (held === undefined) return insertFinding(watch, finding)
  const change = afterSeenAgain(held, finding)
  if (change === null) return null
  return held.state === 'released'
    ? insertFinding(watch, finding)
    : seeAgain(watch, finding, held, change)
}

async function insertFinding(watch: Watch, finding: Finding): Promise<Raised> {
  const { recorder, rules, cause } = watch
  const { institution, businessDay } = recorder
  const { subject, ownerId, rule, colour, value, explanation, evidenceKey, origin } = finding
  const id = uuidv7()
  const at = recorder.now()
  const dueOn = dueDay(rules.rules, { colour, state: 'open' }, businessDay)
  const isKept = await insertWarning(recorder, {
    institutionId: institution.id,
    id,
    ...subject,
    rule,
    rulesVersion: rules.version,
    colour,
    state: 'open',
    origin,
    cause,
    value,
    explanation,
    evidenceKey,
    raisedOn: businessDay,
    raisedAt: at,
    lastSeenOn: businessDay,
    dueOn,
    ownerId,
    taskId: null,
  })
  if (!isKept) return null
  const taskId = await askOwner(recorder, finding, dueOn)
  if (taskId !== null) await setWarning(recorder, id, { taskId })
  await recordAuditOfWarning(
    recorder,
    { id, rule, ...subject },
    { kind: 'raised', detail: { colour, value } },
  )
  return { id, what: 'raised' }
}

/** The owner finds the warning among their tasks. */
async function askOwner(
  recorder: Recorder,
  finding: Finding,
  dueOn: string,
): Promise<string | null> {
  const { subject, subjectName, ownerId, ruleName, colour } = finding
  if (ownerId === null) return null
  const id = uuidv7()
  await insertTask(recorder, {
    institutionId: recorder.institution.id,
    id,
    ...subject,
    text: `${colourWords[colour]}预警：${ruleName} — ${subjectName}`,
    dueOn,
    state: 'open',
    assigneeId: ownerId,
    madeBy: recorder.staff.id,
    madeAt: recorder.now(),
  })
  return id
}

/** Another occurrence is counted; a worse one begins the clock anew and takes back a release that was proposed. */
async function seeAgain(
  { recorder, rules }: Watch,
  finding: Finding,
  held: HeldWarning,
  change: 'worsened' | 'repeated',
): Promise<Raised> {
  const { businessDay } = recorder
  const { colour, value, explanation, evidenceKey } = finding
  const state = held.state === 'open' ? 'open' : 'taken'
  const isWorse = change === 'worsened'
  await setWarning(recorder, held.id, {
    state,
    value,
    evidenceKey,
    rulesVersion: rules.version,
    explanation,
    lastSeenOn: businessDay,
    timesSeen: held.timesSeen + 1,
    ...(isWorse && { colour, dueOn: dueDay(rules.rules, { colour, state }, businessDay) }),
    ...(held.state === 'release-proposed' && {
      releaseBy: null,
      releaseAt: null,
      releaseReason: null,
    }),
  })
  await recordAuditOfWarning(recorder, held, {
    kind: change,
    detail: { colour, before: held.colour, value },
  })
  return { id: held.id, what: change }
}
