import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { type BatchRow, findBatch } from './batches.queries.ts'

/** A batch within the caller's reach: their own, or any of the institution. */
export async function getBatch(context: StaffContext, id: string): Promise<BatchRow> {
  const { tx, institution, scope, staff } = context
  const batch = await findBatch(tx, { institutionId: institution.id, batchId: id })
  const isWithinReach = scope.reach === 'institution' || batch?.madeBy === staff.id
  return found(isWithinReach ? batch : undefined, 'import')
}
