import { uuidv7 } from '@banyan/database'
import type { GroupActKind } from '@banyan/domain/groups/group-act'
import { groupsOfPlan, planRefusal } from '@banyan/domain/groups/group-plan'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { takeNumbers } from '../../officers/officers.queries.ts'
import { type AskedAct, insertAct, insertActGroups } from './group-acts.queries.ts'
import { groundOf } from './plan-ground.ts'
import { lockGroupsInOrder } from './plan.queries.ts'

interface ActToKeep {
  kind: GroupActKind
  asked: AskedAct
  reason: string
  reverses: string | null
}

/** Files an act that waits, in the chains of the groups it touches. */
export async function keepAct(
  context: StaffContext,
  { kind, asked, reason, reverses }: ActToKeep,
): Promise<{ id: string; number: string }> {
  const { tx, institution } = context
  const groupIds = await touchedGroups(context, asked)
  await lockGroupsInOrder(tx, institution.id, groupIds)
  refuseIf(planRefusal(asked.plan, await groundOf(context, asked.plan)))
  const id = uuidv7()
  const number = actNumber(await takeNumbers(tx, institution.id, 'group-act'))
  const moveCount = asked.plan.moves.length + asked.plan.parents.length
  await insertAct(context, { id, number, kind, asked, reason, reverses, moveCount })
  await insertActGroups(tx, institution.id, id, groupIds)
  const detail = { act: number, kind, moveCount, reverses }
  await recordAuditOfAct(context, groupIds, asked, { action: 'act proposed', detail })
  return { id, number }
}

/** GA000012: the number of a reviewed act. */
function actNumber(serial: number): string {
  return `GA${String(serial).padStart(6, '0')}`
}

/** The groups of a plan that exist already, and for a choice of parent the group of the node. */
async function touchedGroups(context: StaffContext, { plan, founded }: AskedAct) {
  const ids = groupsOfPlan(plan).filter((id) => id !== founded?.groupId)
  if (ids.length > 0) return ids
  const ground = await groundOf(context, plan)
  const groups = plan.parents.flatMap(({ customerId }) => ground.groupOf(customerId) ?? [])
  return [...new Set(groups)].sort()
}

/** An event in the chain of every group touched; of an act without a group, in its customers'. */
export async function recordAuditOfAct(
  context: StaffContext,
  groupIds: readonly string[],
  { plan }: AskedAct,
  event: { action: string; detail: Record<string, unknown> },
): Promise<void> {
  for (const id of groupIds) await recordAudit(context, { entity: 'group', id, ...event })
  if (groupIds.length > 0) return
  for (const { customerId: id } of plan.moves)
    await recordAudit(context, { entity: 'customer', id, ...event })
}
