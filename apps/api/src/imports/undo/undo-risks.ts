import type { StaffContext } from '../../access/staff-context.ts'
import { noteSignals } from '../../signals/note-signals.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangedEntity, ChangeRow } from '../problems.queries.ts'
import {
  deleteOfBatch,
  listCustomersOf,
  listEndsOf,
  listEventsAskedAbout,
  setEventEnds,
} from '../rows/risk-rows.queries.ts'
import type { KeptBack, UndoStep } from './undo-batch.ts'

/**
 * Events the batch brought go, those it ended go on; warnings that stand are for people to release. A cut of a
 * rating stays once the owner of a loan was asked about it.
 */
export async function undoEvents(
  context: StaffContext,
  batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, institution } = context
  const ended = changes.flatMap(({ change, entityId }) => (change === 'updated' ? [entityId] : []))
  const ends = await listEndsOf(tx, institution.id, { ids: ended, by: batch.madeBy })
  const restored = await setEventEnds(
    tx,
    institution.id,
    ends.map(({ id, endedOn }) => ({ id, from: endedOn, to: null, by: null })),
  )
  const created = changes.filter(({ change }) => change === 'created')
  const createdIds = created.map(({ entityId }) => entityId)
  const asked = await listEventsAskedAbout(tx, institution.id, createdIds)
  const stay = new Set(asked.map(({ id }) => id))
  const gone = created.filter(({ entityId }) => !stay.has(entityId))
  const { removed } = await removeOf(context, batch, { entity: 'event', changes: gone })
  const kept = asked.map(({ evidence }): KeptBack => ({
    entity: 'event',
    number: evidence,
    reason: 'in-use',
  }))
  return { removed, restored, kept }
}

/** What the batch said of a month is said no more. */
export function undoInflows(
  context: StaffContext,
  batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  return removeOf(context, batch, { entity: 'inflow', changes })
}

const tables = { event: 'riskEvent', inflow: 'accountInflow' } as const

async function removeOf(
  context: StaffContext,
  batch: BatchRow,
  {
    entity,
    changes,
  }: { entity: ChangedEntity & keyof typeof tables; changes: readonly ChangeRow[] },
): Promise<UndoStep> {
  const { tx, institution } = context
  const ids = changes.map(({ entityId }) => entityId)
  const customers = await listCustomersOf(tx, institution.id, tables[entity], ids)
  const place = { batchId: batch.id, ids }
  const removed = await deleteOfBatch(tx, institution.id, tables[entity], place)
  await noteSignals(
    context,
    customers.map((customerId) => ({ customerId, cause: 'event' })),
  )
  return { removed: removed.size, restored: 0, kept: [] }
}
