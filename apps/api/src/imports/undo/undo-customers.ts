import type { StaffContext } from '../../access/staff-context.ts'
import { deleteConflictsOfBatch } from '../../evidence/conflicts.queries.ts'
import type { BatchRow } from '../batches.queries.ts'
import type { ChangeRow } from '../problems.queries.ts'
import { forgetContentOf } from '../references.queries.ts'
import { type CustomerFile, lockCustomerFiles } from '../rows/customer-files.queries.ts'
import { reviseCustomers } from '../rows/revise-customers.ts'
import { deleteCustomers, listUnused } from './undo-customers.queries.ts'
import type { KeptBack, UndoStep } from './undo-batch.ts'

const kept = ({ number }: CustomerFile, reason: string): KeptBack => ({
  entity: 'customer',
  number,
  reason,
})

/** What a change of a customer keeps for its undoing. */
interface Before {
  /** The version the batch left. */
  after: number
  version?: number
  branchId?: string
  formerNames?: string[]
}

interface Changed extends Before {
  file: CustomerFile
}

export async function undoCustomers(
  context: StaffContext,
  batch: BatchRow,
  changes: readonly ChangeRow[],
): Promise<UndoStep> {
  const { tx, keys, institution } = context
  await deleteConflictsOfBatch(tx, institution.id, batch.id)
  const ids = changes.map(({ entityId }) => ({ id: entityId }))
  const files = await lockCustomerFiles(tx, keys, ids)
  const changed = (change: ChangeRow['change']) =>
    changes.flatMap((row): Changed[] => {
      const file = files.get(row.entityId)
      if (row.change !== change || !file) return []
      const before: Before = JSON.parse(row.before ?? '{}')
      return [{ file, ...before }]
    })
  const removal = await removeCreated(context, changed('created'))
  const restoring = await restoreUpdated(context, changed('updated'))
  return {
    removed: removal.removed,
    restored: restoring.restored,
    kept: [...removal.kept, ...restoring.kept],
  }
}

/** A customer made by the batch goes when nothing rests on it and nobody has touched it since. */
async function removeCreated(
  { tx, institution }: StaffContext,
  created: readonly Changed[],
): Promise<Pick<UndoStep, 'removed' | 'kept'>> {
  const unused = await listUnused(
    tx,
    institution.id,
    created.map(({ file }) => file.id),
  )
  const reasonOf = ({ file, after }: Changed) => {
    if (file.auditSeq > 0 || file.fileVersion !== after) return 'changed-since'
    return unused.has(file.id) ? null : 'in-use'
  }
  const gone = created.filter((each) => reasonOf(each) === null)
  await deleteCustomers(
    tx,
    institution.id,
    gone.map(({ file }) => file.id),
  )
  const stay = created.flatMap((each) => {
    const reason = reasonOf(each)
    return reason === null ? [] : [kept(each.file, reason)]
  })
  return { removed: gone.length, kept: stay }
}

async function restoreUpdated(
  context: StaffContext,
  updated: readonly Changed[],
): Promise<Pick<UndoStep, 'restored' | 'kept'>> {
  const { tx, keys, institution } = context
  const restorable = updated.filter(({ file, after }) => file.fileVersion === after)
  const earlier = await lockCustomerFiles(
    tx,
    keys,
    restorable.flatMap(({ file, version }) => (version ? [{ id: file.id, version }] : [])),
  )
  await reviseCustomers(
    context,
    restorable.flatMap(({ file, branchId = file.branchId, formerNames = [] }) => {
      const before = earlier.get(file.id)
      if (!before) return []
      const { details } = before
      const { country } = file
      return [
        {
          file,
          details,
          branchId,
          country,
          formerNames,
          reason: 'import undone',
          source: file.source,
        },
      ]
    }),
  )
  await forgetContentOf(
    tx,
    institution.id,
    restorable.map(({ file }) => file.id),
  )
  const stay = updated.filter(({ file, after }) => file.fileVersion !== after)
  return {
    restored: restorable.length,
    kept: stay.map(({ file }) => kept(file, 'changed-since')),
  }
}
