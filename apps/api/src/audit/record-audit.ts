import type { StaffContext } from '../access/staff-context.ts'
import { isShownInTrees, touch } from '../touched.ts'
import {
  type AuditedEntity,
  type AuditRow,
  insertAuditEvent,
  insertAuditEvents,
} from './audit.queries.ts'
import { canonicalText } from './canonical-text.ts'

export interface AuditEntry {
  entity: AuditedEntity
  id: string
  action: string
  /** What changed, before and after. Personal fields are named, never quoted. */
  detail?: Record<string, unknown>
}

export type Recorder = Pick<
  StaffContext,
  'tx' | 'institution' | 'now' | 'requestId' | 'businessDay'
> & { staff: Pick<StaffContext['staff'], 'id'> }

/** One event in the entity's chain, in the caller's transaction. */
export async function recordAudit(context: Recorder, entry: AuditEntry): Promise<void> {
  if (isShownInTrees(entry.entity)) touch(context.tx, entry.entity, [entry.id])
  await insertAuditEvent(context.tx, rowOf(context, entry, context.now()))
}

/** Events of many entities, a statement for each kind; those of one entity keep their order. */
export async function recordAudits(
  context: Recorder,
  entries: readonly AuditEntry[],
): Promise<void> {
  const at = context.now()
  for (const [entity, group] of Map.groupBy(entries, (entry) => entry.entity)) {
    if (isShownInTrees(entity)) touch(context.tx, entity, new Set(group.map(({ id }) => id)))
    const rows = group.map((entry) => rowOf(context, entry, at))
    for (const round of inRounds(rows)) await insertAuditEvents(context.tx, entity, round)
  }
}

/** The first event of every entity, then the second of those that have one, and so on. */
function inRounds(rows: readonly AuditRow[]): AuditRow[][] {
  const rounds: AuditRow[][] = []
  const taken = new Map<string, number>()
  for (const row of rows) {
    const round = taken.get(row.entityId) ?? 0
    taken.set(row.entityId, round + 1)
    ;(rounds[round] ??= []).push(row)
  }
  return rounds
}

function rowOf(context: Recorder, entry: AuditEntry, at: Date): AuditRow {
  const body = canonicalText({
    action: entry.action,
    at: at.toISOString(),
    businessDay: context.businessDay,
    detail: entry.detail ?? {},
    entity: entry.entity,
    entityId: entry.id,
    requestId: context.requestId,
    staffId: context.staff.id,
  })
  return {
    institutionId: context.institution.id,
    entity: entry.entity,
    entityId: entry.id,
    action: entry.action,
    staffId: context.staff.id,
    at,
    body,
  }
}
