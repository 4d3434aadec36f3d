import type { StaffContext } from '../../access/staff-context.ts'
import { deleteConflictsOfBatch } from '../../evidence/conflicts.queries.ts'
import {
  deleteRegistryRecords,
  listRegistryRecords,
  type RegistryRow,
  setRegistryRecords,
} from '../../evidence/registry-records.queries.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { deleteStatements, replaceStatements } from '../rows/statement-rows.queries.ts'
import type { UndoStep } from './undo-batch.ts'

/** Statements the batch brought go; those they replaced are in force again. */
export async function undoStatements(
  { tx, institution }: StaffContext,
  _batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const ids = changes.map(({ entityId }) => entityId)
  const gone = await deleteStatements(tx, institution.id, ids)
  const replaced = gone.flatMap(({ correctsId }) => correctsId ?? [])
  await replaceStatements(tx, institution.id, replaced, null)
  const removed = new Set(gone.map(({ id }) => id))
  return {
    removed: gone.length - replaced.length,
    restored: replaced.length,
    kept: ids
      .filter((id) => !removed.has(id))
      .map((id) => ({ entity: 'statement', number: id, reason: 'changed-since' })),
  }
}

interface Before {
  creditCode: string
  /** As JSON has it: instants as text, bytes as lists. */
  record: (Omit<RegistryRow, 'loadedAt' | 'addressSealed'> & Stored) | null
}

interface Stored {
  loadedAt: string
  addressSealed: { data: number[] } | null
}

/** The register says again what it said before the batch; what another batch has loaded since stays. */
export async function undoRegistry(
  { tx, institution }: StaffContext,
  batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  await deleteConflictsOfBatch(tx, institution.id, batch.id)
  const earlier = changes.map(({ before }): Before => JSON.parse(before ?? '{}'))
  const codes = earlier.map(({ creditCode }) => creditCode)
  const present = await listRegistryRecords(tx, institution.id, codes)
  const isOurs = ({ creditCode }: Before) => present.get(creditCode)?.importBatchId === batch.id
  const undone = earlier.filter(isOurs)
  const ours = undone.map(({ creditCode }) => creditCode)
  await deleteRegistryRecords(tx, institution.id, ours)
  const restored = undone.flatMap(({ record }): RegistryRow[] => {
    if (record === null) return []
    const { addressSealed, loadedAt } = record
    const sealed = addressSealed && Buffer.from(addressSealed.data)
    return [{ ...record, addressSealed: sealed, loadedAt: new Date(loadedAt) }]
  })
  await setRegistryRecords(tx, restored)
  return {
    removed: undone.length - restored.length,
    restored: restored.length,
    kept: earlier
      .filter((before) => !isOurs(before))
      .map(({ creditCode }) => ({
        entity: 'registry',
        number: creditCode,
        reason: 'changed-since',
      })),
  }
}
