import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import type { UndoStep } from './undo-batch.ts'
import { deleteMembersOf, dissolveGroups, lockGroups } from './undo-groups.queries.ts'

/** Groups the batch proposed dissolve, unless people have confirmed them or set a limit; joined members leave. */
export async function undoGroups(
  context: StaffContext,
  _batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, institution, businessDay } = context
  const ids = changes.map(({ entityId }) => entityId)
  const groups = await lockGroups(tx, institution.id, ids)
  const made = new Set(
    changes.filter(({ change }) => change === 'created').map(({ entityId }) => entityId),
  )
  const isFree = (group: (typeof groups)[number]) => group.status === 'proposed' && !group.hasLimit
  const leaving = groups.filter((group) => !made.has(group.id) || isFree(group))
  const gone = groups.filter((group) => made.has(group.id) && isFree(group))
  for (const [at, rows] of Map.groupBy(changes, instantOf)) {
    const own = rows.map(({ entityId }) => entityId)
    const inReach = leaving.map(({ id }) => id).filter((id) => own.includes(id))
    await deleteMembersOf(tx, institution.id, inReach, new Date(at))
  }
  const ends = { at: context.now(), lastDay: businessDay }
  await dissolveGroups(
    tx,
    institution.id,
    gone.map(({ id }) => id),
    ends,
  )
  for (const { id } of gone) {
    const detail = { reason: 'import undone' }
    await recordAudit(context, { entity: 'group', id, action: 'dissolved', detail })
  }
  const stay = groups.filter((group) => made.has(group.id) && !isFree(group))
  return {
    removed: gone.length,
    restored: 0,
    kept: stay.map(({ number }) => ({ entity: 'group', number, reason: 'in-use' })),
  }
}

function instantOf({ before }: ChangeRow): string {
  const { at = '' }: { at?: string } = JSON.parse(before ?? '{}')
  return at
}
