import type { StaffContext } from '../../access/staff-context.ts'
import { rebuildTreesOf } from '../../groups/rebuild-tree.ts'
import { touch } from '../../touched.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { deleteReferencesOf } from '../references.queries.ts'
import {
  deleteRelations,
  endKnowledgeOf,
  listRelationEnds,
  type RelationEnds,
} from '../rows/relation-rows.queries.ts'
import type { UndoStep } from './undo-batch.ts'

/** Relations the batch brought go, those it replaced are believed again; trees follow. */
export async function undoRelations(
  context: StaffContext,
  { id: batchId }: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, institution } = context
  const ids = changes.map(({ entityId }) => entityId)
  const relations = await listRelationEnds(tx, institution.id, ids)
  const isFree = ({ knownTo, importBatchId }: RelationEnds) =>
    knownTo === null && importBatchId === batchId
  const gone = new Set(relations.filter(isFree).map(({ id }) => id))
  const superseded = changes.flatMap(({ entityId, before }) =>
    gone.has(entityId) ? supersededBy(before) : [],
  )
  touch(
    tx,
    'customer',
    relations.map(({ fromId }) => fromId),
  )
  await deleteRelations(tx, institution.id, [...gone])
  await endKnowledgeOf(tx, institution.id, superseded, null)
  await deleteReferencesOf(tx, institution.id, [...gone])
  await rebuildTreesOf(context, [
    ...new Set(relations.flatMap(({ fromId, toId }) => [fromId, toId])),
  ])
  const stay = relations.filter((relation) => !isFree(relation))
  return {
    removed: gone.size - superseded.length,
    restored: superseded.length,
    kept: stay.map(({ number }) => ({ entity: 'relation', number, reason: 'changed-since' })),
  }
}

function supersededBy(before: string | null): string[] {
  const { superseded = [] }: { superseded?: string[] } = JSON.parse(before ?? '{}')
  return superseded
}
