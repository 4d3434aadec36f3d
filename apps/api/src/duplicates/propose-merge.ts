import { constraintOf, uuidv7 } from '@banyan/database'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findOpenMerge, insertMerge } from './merge-cases.queries.ts'
import { lockPair, pairRefusal } from './merging-customers.ts'

export const MergeProposal = z.strictObject({
  survivorId: z.uuid(),
  mergedId: z.uuid(),
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

/** Asks another person to make one customer of two. Nothing moves yet. */
export async function proposeMerge(
  context: StaffContext,
  { survivorId, mergedId, reason }: z.infer<typeof MergeProposal>,
): Promise<{ id: string }> {
  refuseIf(await pairRefusal(context, { survivorId, mergedId }))
  await lockPair(context, { survivorId, mergedId })
  if (await findOpenMerge(context, [survivorId, mergedId])) throw new Refused('merge-is-pending')
  const id = uuidv7()
  await insertMerge(context, {
    institutionId: context.institution.id,
    id,
    survivorId,
    mergedId,
    state: 'proposed',
    reason,
    madeBy: context.staff.id,
    madeAt: context.now(),
  }).catch((error: unknown) => {
    if (constraintOf(error) === 'merge_case_is_open_once') throw new Refused('merge-is-pending')
    throw error
  })
  for (const customer of [survivorId, mergedId]) {
    const detail = { merge: id, survivor: survivorId, merged: mergedId, reason }
    await recordAudit(context, {
      entity: 'customer',
      id: customer,
      action: 'merge-proposed',
      detail,
    })
  }
  return { id }
}
