import { actDecisionRefusal } from '@banyan/domain/groups/group-act'
import { groupsOfPlan } from '@banyan/domain/groups/group-plan'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { carryOutPlan } from './carry-out-plan.ts'
import {
  type ActRow,
  insertActDecision,
  insertActGroups,
  listActs,
  lockAct,
  setActStatus,
} from './group-acts.queries.ts'
import { lockGroupsInOrder } from './plan.queries.ts'
import { previewOf } from './preview-act.ts'
import { recordAuditOfAct } from './keep-act.ts'

export const ActDecision = z.strictObject({
  id: z.uuid(),
  note: z.string().trim().min(2).max(500),
})
type ActDecision = z.output<typeof ActDecision>

/** Another person agrees: exactly what was asked is done, in this transaction, or refused whole. */
export async function approveAct(context: StaffContext, { id, note }: ActDecision): Promise<void> {
  const { tx, institution } = context
  const act = await actToDecide(context, id)
  await lockGroupsInOrder(tx, institution.id, groupsOfPlan(act.asked.plan))
  const preview = await previewOf(context, act.asked, id)
  const groupIds = await carryOutPlan(context, act)
  await insertActGroups(tx, institution.id, id, groupIds)
  await insertActDecision(context, { actId: id, makerId: act.madeBy, outcome: 'approved', note })
  await setActStatus(tx, institution.id, id, { status: 'approved', preview })
  const detail = { act: act.number, kind: act.kind, moveCount: act.moveCount }
  await recordAuditOfAct(context, groupIds, act.asked, { action: 'act approved', detail })
}

export async function refuseAct(context: StaffContext, { id, note }: ActDecision): Promise<void> {
  const { tx, institution } = context
  const act = await actToDecide(context, id)
  const preview = await previewOf(context, act.asked, id)
  await insertActDecision(context, { actId: id, makerId: act.madeBy, outcome: 'refused', note })
  await setActStatus(tx, institution.id, id, { status: 'refused', preview })
  const detail = { act: act.number, kind: act.kind }
  await recordAuditOfAct(context, livingGroups(act), act.asked, { action: 'act refused', detail })
}

/** The groups that an act names, but for one that it would only found. */
export function livingGroups({ asked }: ActRow): string[] {
  return groupsOfPlan(asked.plan).filter((groupId) => groupId !== asked.founded?.groupId)
}

async function actToDecide(context: StaffContext, id: string): Promise<ActRow> {
  const { tx, institution, staff, scope } = context
  const [seen] = await listActs(tx, institution.id, scope, { id, limit: 1 })
  found(seen, 'group-act')
  const act = found(await lockAct(tx, institution.id, id), 'group-act')
  refuseIf(actDecisionRefusal(act, staff))
  return act
}
