import { NotFound, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { found } from '../../not-found.ts'
import { type BatchPlace, type BatchRow, lockBatch, setBatch } from '../batches.queries.ts'
import { type ChangedEntity, type ChangeRow, listChanges } from '../problems.queries.ts'
import { undoCustomers } from './undo-customers.ts'
import { undoGroups } from './undo-groups.ts'
import { undoLoans } from './undo-loans.ts'
import { undoRegistry, undoStatements } from './undo-figures.ts'
import { undoRelations } from './undo-relations.ts'
import { undoEvents, undoInflows } from './undo-risks.ts'
import { undoRepayments } from './undo-repayments.ts'

/** What stays as it is because something else has come to rest on it. */
export interface KeptBack {
  entity: ChangedEntity
  number: string
  reason: string
}

export interface UndoneBatch {
  removed: number
  restored: number
  /** How many stay, and the first hundred of them. */
  keptCount: number
  kept: KeptBack[]
}

export interface UndoStep {
  removed: number
  restored: number
  kept: KeptBack[]
}

const atOnce = 2000
const mostShown = 100

/** Why a batch cannot be undone, or null. */
export function undoRefusal({ status, isDryRun }: Pick<BatchRow, 'status' | 'isDryRun'>) {
  if (status === 'undone') return 'import-already-undone'
  if (isDryRun || status === 'uploaded') return 'import-changed-nothing'
  if (status === 'waiting' || status === 'running') return 'import-still-running'
  return null
}

/** Later things first: what rests on a customer goes before the customer. */
const steps: readonly [
  ChangedEntity,
  (context: StaffContext, batch: BatchRow, changes: readonly ChangeRow[]) => Promise<UndoStep>,
][] = [
  ['repayment', undoRepayments],
  ['loan', undoLoans],
  ['group', undoGroups],
  ['relation', undoRelations],
  ['statement', undoStatements],
  ['event', undoEvents],
  ['inflow', undoInflows],
  ['registry', undoRegistry],
  ['customer', undoCustomers],
]

/**
 * Takes back what a batch did, in one transaction: what it made is removed or reversed, what it changed
 * goes back to what it was, as a new version. What has been changed or used since stays, and is named.
 */
export async function undoBatch(context: StaffContext, place: BatchPlace): Promise<UndoneBatch> {
  const { tx, staff } = context
  const batch = found(await lockBatch(tx, place), 'import')
  if (context.scope.reach !== 'institution' && batch.madeBy !== staff.id) {
    throw new NotFound('import')
  }
  refuseIf(undoRefusal(batch))
  const total: UndoStep = { removed: 0, restored: 0, kept: [] }
  for (const [entity, undo] of steps) {
    let after: string | undefined
    for (;;) {
      const page = { entity, limit: atOnce, ...(after !== undefined && { after }) }
      const changes = await listChanges(tx, place, page)
      if (changes.length > 0) {
        const step = await undo(context, batch, changes)
        total.removed += step.removed
        total.restored += step.restored
        total.kept.push(...step.kept)
      }
      after = changes.at(-1)?.entityId
      if (changes.length < atOnce) break
    }
  }
  const { removed, restored, kept } = total
  await setBatch(tx, place, { status: 'undone', undoneBy: staff.id })
  const detail = { removed, restored, kept: kept.length }
  await recordAudit(context, { entity: 'import', id: batch.id, action: 'undone', detail })
  return { removed, restored, keptCount: kept.length, kept: kept.slice(0, mostShown) }
}
