import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { insertRows } from '../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface TaskRow {
  institutionId: string
  id: string
  customerId: string | null
  groupId: string | null
  text: string
  dueOn: string
  state: 'open'
  assigneeId: string
  madeBy: string
  madeAt: Date
}

export async function insertTask({ tx }: Place, row: TaskRow): Promise<void> {
  await tx.insertInto('task').values(row).execute()
}

export async function insertTasks({ tx }: Place, rows: readonly TaskRow[]): Promise<void> {
  await insertRows(
    tx,
    'task',
    {
      institutionId: 'uuid',
      id: 'uuid',
      customerId: 'uuid',
      groupId: 'uuid',
      text: 'text',
      dueOn: 'date',
      state: 'text',
      assigneeId: 'uuid',
      madeBy: 'uuid',
      madeAt: 'timestamptz',
    },
    rows,
  )
}

/** A task of the caller's, given or received, held until the transaction ends. */
export function lockTask({ tx, institution, staff }: StaffContext, id: string) {
  return tx
    .selectFrom('task')
    .select(['id', 'customerId', 'groupId', 'state', 'assigneeId', 'madeBy'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('assigneeId', '=', staff.id), eb('madeBy', '=', staff.id)]))
    .forUpdate()
    .executeTakeFirst()
}

export interface TaskChange {
  state?: 'done' | 'cancelled'
  assigneeId?: string
  closedBy?: string
  closedAt?: Date
  note?: string
}

export async function setTask(
  { tx, institution }: Place,
  id: string,
  change: TaskChange,
): Promise<void> {
  await tx
    .updateTable('task')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export const taskStates = ['open', 'overdue', 'done', 'cancelled'] as const
export type TaskState = (typeof taskStates)[number]

export interface TaskFilter {
  customerId?: string | undefined
  groupId?: string | undefined
  who?: 'mine' | 'given' | undefined
  state?: TaskState | undefined
  cursor?: string | undefined
  limit: number
}

function tasksInScope({ tx, institution, scope, staff, businessDay }: StaffContext) {
  return tx
    .selectFrom('task')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'task.institutionId')
        .onRef('customer.id', '=', 'task.customerId'),
    )
    .leftJoin('customerGroup', (join) =>
      join
        .onRef('customerGroup.institutionId', '=', 'task.institutionId')
        .onRef('customerGroup.id', '=', 'task.groupId'),
    )
    .innerJoin('staff as assignee', (join) =>
      join
        .onRef('assignee.institutionId', '=', 'task.institutionId')
        .onRef('assignee.id', '=', 'task.assigneeId'),
    )
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'task.institutionId')
        .onRef('maker.id', '=', 'task.madeBy'),
    )
    .select([
      'task.id',
      'task.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'task.groupId',
      'customerGroup.name as groupName',
      'task.text',
      'task.dueOn',
      'task.assigneeId',
      'assignee.name as assigneeName',
      'task.madeBy as madeById',
      'maker.name as madeByName',
      'task.madeAt',
      'task.closedAt',
      'task.note',
    ])
    .select(
      sql<TaskState>`case when task.state = 'open' and task.due_on < ${businessDay} then 'overdue' else task.state end`.as(
        'state',
      ),
    )
    .where('task.institutionId', '=', institution.id)
    .where((eb) =>
      eb.or([
        eb('task.assigneeId', '=', staff.id),
        eb('task.madeBy', '=', staff.id),
        eb.and([eb('task.customerId', 'is not', null), inScope(eb, scope, owner)]),
      ]),
    )
}

/** The caller's tasks and those about customers within reach, the latest given first. */
export function listTasks(context: StaffContext, filter: TaskFilter) {
  const { staff, businessDay } = context
  const { customerId, groupId, who, state, cursor, limit } = filter
  let query = tasksInScope(context).orderBy('task.id', 'desc').limit(limit)
  if (customerId !== undefined) query = query.where('task.customerId', '=', customerId)
  if (groupId !== undefined) query = query.where('task.groupId', '=', groupId)
  if (who === 'mine') query = query.where('task.assigneeId', '=', staff.id)
  if (who === 'given') query = query.where('task.madeBy', '=', staff.id)
  if (cursor !== undefined) query = query.where('task.id', '<', cursor)
  if (state === 'overdue') {
    query = query.where('task.state', '=', 'open').where('task.dueOn', '<', businessDay)
  } else if (state !== undefined) query = query.where('task.state', '=', state)
  return query.execute()
}

export interface OwnWork {
  tasksOpen: number
  tasksOverdue: number
  visitsPlanned: number
  visitsOverdue: number
}

/** How much of the caller's own is open, and how much of that is late. */
export async function countOwnWork({
  tx,
  institution,
  staff,
  businessDay,
}: StaffContext): Promise<OwnWork> {
  const { rows } = await sql<OwnWork>`
    select
      (select count(*)::int from task where institution_id = ${institution.id}
        and assignee_id = ${staff.id} and state = 'open') as tasks_open,
      (select count(*)::int from task where institution_id = ${institution.id}
        and assignee_id = ${staff.id} and state = 'open' and due_on < ${businessDay}) as tasks_overdue,
      (select count(*)::int from visit where institution_id = ${institution.id}
        and officer_id = ${staff.id} and state = 'planned') as visits_planned,
      (select count(*)::int from visit where institution_id = ${institution.id}
        and officer_id = ${staff.id} and state = 'planned' and planned_on < ${businessDay}) as visits_overdue`.execute(
    tx,
  )
  return rows[0] ?? { tasksOpen: 0, tasksOverdue: 0, visitsPlanned: 0, visitsOverdue: 0 }
}

export interface NextWork {
  kind: 'task' | 'visit'
  id: string
  customerId: string | null
  customerName: string | null
  customerKind: string | null
  text: string
  on: string
}

/** What is due next of the caller's own, the most urgent first. */
export async function listNextWork(
  { tx, institution, staff }: StaffContext,
  limit: number,
): Promise<NextWork[]> {
  const { rows } = await sql<NextWork>`
    select next.kind, next.id, next.customer_id, c.name as customer_name, c.kind as customer_kind, next.text, next."on"
    from (
      (select 'task' as kind, id, customer_id, text, due_on as "on" from task
        where institution_id = ${institution.id} and assignee_id = ${staff.id} and state = 'open'
        order by due_on, id limit ${limit})
      union all
      (select 'visit', id, customer_id, purpose, planned_on from visit
        where institution_id = ${institution.id} and officer_id = ${staff.id} and state = 'planned'
        order by planned_on, id limit ${limit})
    ) next
    left join customer c on c.institution_id = ${institution.id} and c.id = next.customer_id
    order by next."on", next.id limit ${limit}`.execute(tx)
  return rows
}
