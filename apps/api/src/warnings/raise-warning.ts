import { uuidv7 } from '@banyan/database'
import { dueDay } from '@banyan/domain/warnings/warning-life'
import type { Colour } from '@banyan/domain/warnings/colours'
import { afterSeenAgain } from '@banyan/domain/warnings/warning-life'
import type { Explanation } from '@banyan/domain/warnings/judge-customer'
import type { WarningRules } from '@banyan/domain/warnings/warning-rules'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import type { InForce } from '../post-loan-rules/rules-in-force.ts'
import { insertTasks, type TaskRow } from '../tasks/tasks.queries.ts'
import {
  setDueDays,
  setSeenWarnings,
  setWarningTasks,
  takeBackReleases,
} from './seen-warnings.queries.ts'
import {
  type HeldWarning,
  insertWarningEvents,
  insertWarnings,
  type WarningRow,
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

interface OfWarning {
  id: string
  customerId: string | null
  groupId: string | null
  rule: string
}

export interface WarningEvent {
  kind: string
  staffId?: string | null
  note?: string | null
  detail?: Record<string, unknown>
}

/** One line of a warning's story, and of the record. */
export const recordAuditOfWarning = (
  recorder: Recorder,
  warning: OfWarning,
  event: WarningEvent,
): Promise<void> => recordAuditOfWarnings(recorder, [{ warning, ...event }])

/** One line each of the stories of warnings, and of the record. */
export async function recordAuditOfWarnings(
  recorder: Recorder,
  events: readonly (WarningEvent & { warning: OfWarning })[],
): Promise<void> {
  const at = recorder.now()
  const rows = events.map(({ warning, kind, staffId = null, note = null, detail = {} }) => ({
    institutionId: recorder.institution.id,
    id: uuidv7(),
    warningId: warning.id,
    kind,
    at,
    happenedOn: recorder.businessDay,
    staffId,
    note,
    detail: JSON.stringify(detail),
  }))
  await insertWarningEvents(recorder.tx, rows)
  await recordAudits(
    recorder,
    events.map(({ warning, kind, detail }) => ({
      ...warningEntity(warning),
      action: `warning-${kind}`,
      detail: { warning: warning.id, rule: warning.rule, ...detail },
    })),
  )
}

/** The warning that stands, or stood last, of a subject by a rule. */
export function heldBy(warnings: readonly HeldWarning[]) {
  const byKey = new Map(
    warnings.map((warning) => [
      `${warning.customerId ?? warning.groupId} ${warning.rule}`,
      warning,
    ]),
  )
  return (subjectId: string, rule: string) => byKey.get(`${subjectId} ${rule}`)
}

interface Found {
  finding: Finding
  held: HeldWarning | undefined
}

interface SeenAgain {
  finding: Finding
  held: HeldWarning
  change: 'worsened' | 'repeated'
}

/**
 * What rules found becomes warnings with tasks for their owners, or is counted in those that stand. What was
 * released comes back only with something new in it. One answer for each finding.
 */
export async function raiseWarnings(watch: Watch, found: readonly Found[]): Promise<Raised[]> {
  const fresh: Finding[] = []
  const again: SeenAgain[] = []
  for (const { finding, held } of found) {
    const change = held === undefined ? null : afterSeenAgain(held, finding)
    if (held === undefined || (held.state === 'released' && change !== null)) fresh.push(finding)
    else if (change !== null) again.push({ finding, held, change })
  }
  const raised = new Map<Finding, Raised>()
  for (const [finding, id] of await insertFindings(watch, fresh))
    raised.set(finding, { id, what: 'raised' })
  await seeAgain(watch, again)
  for (const { finding, held, change } of again) raised.set(finding, { id: held.id, what: change })
  return found.map(({ finding }) => raised.get(finding) ?? null)
}

/** The findings that were kept, each with the id of its warning. */
async function insertFindings(
  watch: Watch,
  findings: readonly Finding[],
): Promise<Map<Finding, string>> {
  const { recorder } = watch
  const made = findings.map((finding) => ({ finding, row: rowOf(watch, finding) }))
  const ids = await insertWarnings(
    recorder,
    made.map(({ row }) => row),
  )
  const kept = made.filter(({ row }) => ids.has(row.id))
  const asked = kept.flatMap(({ finding, row }) => {
    const task = taskOf(recorder, finding, row.dueOn)
    return task === null ? [] : [{ id: row.id, task }]
  })
  await insertTasks(
    recorder,
    asked.map(({ task }) => task),
  )
  await setWarningTasks(
    recorder,
    asked.map(({ id, task }) => ({ id, taskId: task.id })),
  )
  await recordAuditOfWarnings(
    recorder,
    kept.map(({ row, finding: { colour, value } }) => ({
      warning: row,
      kind: 'raised',
      detail: { colour, value },
    })),
  )
  return new Map(kept.map(({ finding, row }) => [finding, row.id]))
}

function rowOf({ recorder, rules, cause }: Watch, finding: Finding): WarningRow {
  const { institution, businessDay } = recorder
  const { subject, ownerId, rule, colour, value, explanation, evidenceKey, origin } = finding
  return {
    institutionId: institution.id,
    id: uuidv7(),
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
    raisedAt: recorder.now(),
    lastSeenOn: businessDay,
    dueOn: dueDay(rules.rules, { colour, state: 'open' }, businessDay),
    ownerId,
    taskId: null,
  }
}

/** The owner finds the warning among their tasks. */
function taskOf(recorder: Recorder, finding: Finding, dueOn: string): TaskRow | null {
  const { subject, subjectName, ownerId, ruleName, colour } = finding
  if (ownerId === null) return null
  return {
    institutionId: recorder.institution.id,
    id: uuidv7(),
    ...subject,
    text: `${colourWords[colour]}预警：${ruleName} — ${subjectName}`,
    dueOn,
    state: 'open',
    assigneeId: ownerId,
    madeBy: recorder.staff.id,
    madeAt: recorder.now(),
  }
}

/** Other occurrences are counted; a worse one begins the clock anew and takes back a release that was proposed. */
async function seeAgain({ recorder, rules }: Watch, again: readonly SeenAgain[]): Promise<void> {
  const { businessDay } = recorder
  const seen = again.map(({ finding, held, change }) => {
    const { value, explanation, evidenceKey } = finding
    const state = held.state === 'open' ? ('open' as const) : ('taken' as const)
    const colour = change === 'worsened' ? finding.colour : held.colour
    const counted = { lastSeenOn: businessDay, timesSeen: held.timesSeen + 1 }
    const rulesVersion = rules.version
    return { id: held.id, state, colour, value, evidenceKey, rulesVersion, explanation, ...counted }
  })
  await setSeenWarnings(recorder, seen)
  const worse = seen.filter((_, index) => again[index]?.change === 'worsened')
  await setDueDays(
    recorder,
    worse.map(({ id, colour, state }) => ({
      id,
      dueOn: dueDay(rules.rules, { colour, state }, businessDay),
    })),
  )
  const proposed = again.filter(({ held }) => held.state === 'release-proposed')
  await takeBackReleases(
    recorder,
    proposed.map(({ held }) => held.id),
  )
  await recordAuditOfWarnings(
    recorder,
    again.map(({ finding: { colour, value }, held, change }) => ({
      warning: held,
      kind: change,
      detail: { colour, before: held.colour, value },
    })),
  )
}
