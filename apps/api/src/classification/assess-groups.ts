import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { insertTask } from '../tasks/tasks.queries.ts'
import type { Claim } from './claims.queries.ts'
import { listMembersToAssess } from './group-claims.queries.ts'

const daysToAssess = 10

/**
 * A member of a group has come into 不良: the others are not classed with it, but whoever has them
 * is asked to assess each that owes something (2023 No. 1, article 7). Once for each member.
 */
export async function assessGroups(
  closer: Omit<Recorder, 'businessDay'>,
  day: Day,
  impaired: readonly Claim[],
): Promise<void> {
  const { tx, institution, staff, now } = closer
  if (impaired.length === 0) return
  const members = await listMembersToAssess(tx, institution.id, {
    customerIds: [...new Set(impaired.map(({ customerId }) => customerId))],
    textOf: (number) =>
      `集团成员 ${number} 的贷款已转入不良，请评估本客户的授信风险（分类办法第七条）`,
  })
  for (const { customerId, officerId, text } of members) {
    const id = uuidv7()
    await insertTask(
      { tx, institution },
      {
        institutionId: institution.id,
        id,
        customerId,
        groupId: null,
        text,
        dueOn: addDays(day, daysToAssess),
        state: 'open',
        assigneeId: officerId ?? staff.id,
        madeBy: staff.id,
        madeAt: now(),
      },
    )
    await recordAudit(
      { ...closer, businessDay: day },
      { entity: 'customer', id: customerId, action: 'task-given', detail: { task: id } },
    )
  }
}
