import { reversalRefusal } from '@banyan/domain/groups/group-act'
import { reversePlan } from '@banyan/domain/groups/group-plan'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { listActs, lockAct } from './group-acts.queries.ts'
import { keepAct } from './keep-act.ts'

export const Reversal = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(2).max(500),
})

/** Asks to take an approved act back: everyone it moved goes to where they stood, if they have not moved since. */
export async function proposeReversal(
  context: StaffContext,
  { id, reason }: z.output<typeof Reversal>,
): Promise<{ id: string; number: string }> {
  const { tx, institution, scope } = context
  const [seen] = await listActs(tx, institution.id, scope, { id, limit: 1 })
  const act = found(seen, 'group-act')
  found(await lockAct(tx, institution.id, id), 'group-act')
  refuseIf(reversalRefusal({ status: act.status, isReversed: act.reversedByNumber !== null }))
  const asked = { act: null, plan: reversePlan(act.asked.plan), founded: null }
  return keepAct(context, { kind: 'reverse', asked, reason, reverses: id })
}
