import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { findGroup } from '../groups/group-list.queries.ts'
import { found } from '../not-found.ts'
import { isActiveStaff } from '../officers/active-staff.queries.ts'
import { insertTask } from './tasks.queries.ts'

export const GiveTask = z.strictObject({
  customerId: z.uuid().nullable(),
  groupId: z.uuid().nullable(),
  assigneeId: z.uuid(),
  text: freeText(2, 500),
  dueOn: Day,
})

/** The chain in which a task is told: its customer's, its group's, or that of the one who has it. */
export function taskEntity(task: {
  customerId: string | null
  groupId: string | null
  assigneeId: string
}): { entity: 'customer' | 'group' | 'staff'; id: string } {
  if (task.customerId !== null) return { entity: 'customer', id: task.customerId }
  if (task.groupId !== null) return { entity: 'group', id: task.groupId }
  return { entity: 'staff', id: task.assigneeId }
}

/** Asks a colleague, or oneself, for something by a day; perhaps about a customer or a group within reach. */
export async function giveTask(
  context: StaffContext,
  { customerId, groupId, assigneeId, text, dueOn }: z.infer<typeof GiveTask>,
): Promise<{ id: string }> {
  const { tx, institution, staff, scope, businessDay } = context
  if (dueOn < businessDay) throw new Refused('due-in-the-past')
  if (customerId !== null) await findFile(context, customerId)
  if (groupId !== null) {
    found(await findGroup(tx, institution.id, scope, { id: groupId }), 'group')
  }
  if (!(await isActiveStaff(context, assigneeId))) throw new Refused('assignee-not-active')
  const id = uuidv7()
  await insertTask(context, {
    institutionId: institution.id,
    id,
    customerId,
    groupId,
    text,
    dueOn,
    state: 'open',
    assigneeId,
    madeBy: staff.id,
    madeAt: context.now(),
  })
  await recordAudit(context, {
    ...taskEntity({ customerId, groupId, assigneeId }),
    action: 'task-given',
    detail: { task: id, assigneeId, dueOn },
  })
  return { id }
}
