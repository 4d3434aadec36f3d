import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import {
  CancelTask,
  cancelTask,
  FinishTask,
  finishTask,
  HandOnTask,
  handOnTask,
} from './close-task.ts'
import { GiveTask, giveTask } from './give-task.ts'
import { countOwnWork, listNextWork, listTasks, taskStates } from './tasks.queries.ts'

const TaskPage = z.strictObject({
  customerId: z.uuid().optional(),
  groupId: z.uuid().optional(),
  who: z.enum(['mine', 'given']).optional(),
  state: z.enum(taskStates).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof TaskPage>) {
  const found = await listTasks(context, { ...page, limit: page.limit + 1 })
  const rows = found.slice(0, page.limit).map(({ customerKind, ...row }) => ({
    ...row,
    customerName: named(context, row.customerName, customerKind),
    groupName: context.hidesNames ? null : row.groupName,
    madeAt: row.madeAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
  return { rows, next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

function named(context: StaffContext, name: string | null, kind: string | null): string | null {
  return name === null ? null : shownName(context, kind ?? 'person', name)
}

async function mine(context: StaffContext) {
  const counts = await countOwnWork(context)
  const next = await listNextWork(context, 10)
  return {
    ...counts,
    next: next.map(({ customerKind, ...row }) => ({
      ...row,
      customerName: named(context, row.customerName, customerKind),
      isOverdue: row.on < context.businessDay,
    })),
  }
}

export const tasks = createRouter({
  list: allowedTo('see tasks').read(TaskPage, list),
  mine: allowedTo('see tasks').read(nothing, mine),
  give: allowedTo('give tasks').write(GiveTask, giveTask),
  finish: allowedTo('give tasks').write(FinishTask, finishTask),
  cancel: allowedTo('give tasks').write(CancelTask, cancelTask),
  handOn: allowedTo('give tasks').write(HandOnTask, handOnTask),
})
