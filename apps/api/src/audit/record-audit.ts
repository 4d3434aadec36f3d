import type { StaffContext } from '../access/staff-context.ts'
import { isShownInTrees, touch } from '../touched.ts'
import { type AuditedEntity, insertAuditEvent } from './audit.queries.ts'
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
  const at = context.now()
  if (isShownInTrees(entry.entity)) touch(context.tx, entry.entity, [entry.id])
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
  await insertAuditEvent(context.tx, {
    institutionId: context.institution.id,
    entity: entry.entity,
    entityId: entry.id,
    action: entry.action,
    staffId: context.staff.id,
    at,
    body,
  })
}
