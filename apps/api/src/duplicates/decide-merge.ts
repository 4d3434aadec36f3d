import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { moveAll } from './carry-out-merge.ts'
import { lockMerge, setMerge } from './merge-cases.queries.ts'
import { type Merge, setMergedInto } from './merge-moves.queries.ts'
import { lockPair, pairRefusal } from './merging-customers.ts'

export const OneMerge = z.strictObject({ id: z.uuid() })
export const RefuseMerge = OneMerge.extend({
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

async function proposedMerge(context: StaffContext, id: string): Promise<Merge> {
  const merge = found(await lockMerge(context, id), 'merge')
  await findFile(context, merge.survivorId)
  await findFile(context, merge.mergedId)
  if (merge.state !== 'proposed') throw new Refused('merge-is-closed')
  if (merge.madeBy === context.staff.id) throw new Refused('own-proposal')
  return merge
}

/** Makes one customer of two: the old number leads to the survivor, and all that was its own is the survivor's. */
export async function approveMerge(
  context: StaffContext,
  { id }: z.infer<typeof OneMerge>,
): Promise<{ id: string }> {
  const merge = await proposedMerge(context, id)
  await lockPair(context, merge)
  refuseIf(await pairRefusal(context, merge))
  const { status: mergedStatus } = await findFile(context, merge.mergedId)
  await moveAll(context, merge)
  await setMergedInto(context, merge.mergedId, { mergedInto: merge.survivorId, status: 'closed' })
  await setMerge(context, id, {
    state: 'merged',
    checkedBy: context.staff.id,
    checkedAt: context.now(),
    mergedStatus,
  })
  await recordBoth(context, merge, { action: 'merged' })
  return { id }
}

export async function refuseMerge(
  context: StaffContext,
  { id, reason }: z.infer<typeof RefuseMerge>,
): Promise<{ id: string }> {
  const merge = await proposedMerge(context, id)
  await setMerge(context, id, {
    state: 'refused',
    checkedBy: context.staff.id,
    checkedAt: context.now(),
    refusal: reason,
  })
  await recordBoth(context, merge, { action: 'merge-refused', reason })
  return { id }
}

/** The act in the chains of both customers. */
export async function recordBoth(
  context: StaffContext,
  { id, survivorId, mergedId }: Merge,
  { action, reason }: { action: string; reason?: string },
): Promise<void> {
  for (const customer of [survivorId, mergedId]) {
    await recordAudit(context, {
      entity: 'customer',
      id: customer,
      action,
      detail: { merge: id, survivor: survivorId, merged: mergedId, ...(reason && { reason }) },
    })
  }
}
