import { Refused } from '@banyan/domain/refused'
import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { moveAllBack } from './carry-out-merge.ts'
import { type OneMerge, recordBoth, type RefuseMerge } from './decide-merge.ts'
import { lockMerge, setMerge } from './merge-cases.queries.ts'
import { setMergedInto } from './merge-moves.queries.ts'
import { lockPair } from './merging-customers.ts'

/** Asks another person to make two customers again of one. */
export async function askUndoMerge(
  context: StaffContext,
  { id, reason }: z.infer<typeof RefuseMerge>,
): Promise<{ id: string }> {
  const merge = found(await lockMerge(context, id), 'merge')
  await findFile(context, merge.survivorId)
  if (merge.state !== 'merged') throw new Refused('merge-is-closed')
  await setMerge(context, id, {
    state: 'undo-asked',
    undoAskedBy: context.staff.id,
    undoAskedAt: context.now(),
    undoReason: reason,
  })
  await recordAudit(context, {
    entity: 'customer',
    id: merge.survivorId,
    action: 'merge-undo-asked',
    detail: { merge: id, merged: merge.mergedId, reason },
  })
  return { id }
}

/** Everything that the merge moved goes back; what was new to the survivor since stays with it. */
export async function undoMerge(
  context: StaffContext,
  { id }: z.infer<typeof OneMerge>,
): Promise<{ id: string }> {
  const merge = found(await lockMerge(context, id), 'merge')
  await findFile(context, merge.survivorId)
  if (merge.state !== 'undo-asked') throw new Refused('merge-is-closed')
  if (merge.undoAskedBy === context.staff.id) throw new Refused('own-proposal')
  await lockPair(context, merge)
  const status = merge.mergedStatus ?? 'active'
  await setMergedInto(context, merge.mergedId, { mergedInto: null, status })
  await moveAllBack(context, merge)
  await setMerge(context, id, {
    state: 'undone',
    undoneBy: context.staff.id,
    undoneAt: context.now(),
  })
  await recordBoth(context, merge, { action: 'merge-undone' })
  return { id }
}
