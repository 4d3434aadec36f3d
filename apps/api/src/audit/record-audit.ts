import type { StaffContext } from '../access/staff-context.ts'
import { inRounds } from '../in-rounds.ts'
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
    for (const round of inRounds(rows, ({ entityId }) => entityId))
      await insertAuditEvents(context.tx, entity, round)
  }
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
