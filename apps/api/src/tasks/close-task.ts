import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { isActiveStaff } from '../officers/active-staff.queries.ts'
import { taskEntity } from './give-task.ts'
import { lockTask, setTask } from './tasks.queries.ts'

export const FinishTask = z.strictObject({ id: z.uuid(), note: freeText(0, 500) })
export const CancelTask = z.strictObject({ id: z.uuid(), reason: freeText(2, 200) })
export const HandOnTask = CancelTask.extend({ assigneeId: z.uuid() })

async function openTask(context: StaffContext, id: string) {
  const task = found(await lockTask(context, id), 'task')
  if (task.state !== 'open') throw new Refused('task-is-closed')
  return task
}

/** Done by whoever has it. */
export async function finishTask(
  context: StaffContext,
  { id, note }: z.infer<typeof FinishTask>,
): Promise<{ id: string }> {
  const task = await openTask(context, id)
  if (task.assigneeId !== context.staff.id) throw new Refused('not-your-task')
  const closing = { closedBy: context.staff.id, closedAt: context.now(), note }
  await setTask(context, id, { state: 'done', ...closing })
  await recordAudit(context, { ...taskEntity(task), action: 'task-done', detail: { task: id } })
  return { id }
}

/** Taken back by whoever gave it. */
export async function cancelTask(
  context: StaffContext,
  { id, reason }: z.infer<typeof CancelTask>,
): Promise<{ id: string }> {
  const task = await openTask(context, id)
  if (task.madeBy !== context.staff.id) throw new Refused('not-your-task')
  const closing = { closedBy: context.staff.id, closedAt: context.now(), note: reason }
  await setTask(context, id, { state: 'cancelled', ...closing })
  await recordAudit(context, {
    ...taskEntity(task),
    action: 'task-cancelled',
    detail: { task: id, reason },
  })
  return { id }
}

export async function handOnTask(
  context: StaffContext,
  { id, assigneeId, reason }: z.infer<typeof HandOnTask>,
): Promise<{ id: string }> {
  const task = await openTask(context, id)
  if (!(await isActiveStaff(context, assigneeId))) throw new Refused('assignee-not-active')
  if (task.assigneeId === assigneeId) throw new Refused('nothing-changed')
  await setTask(context, id, { assigneeId })
  await recordAudit(context, {
    ...taskEntity(task),
    action: 'task-handed-on',
    detail: { task: id, before: task.assigneeId, assigneeId, reason },
  })
  return { id }
}
