import type { Day } from '@banyan/domain/calendar'
import { type Colour } from '@banyan/domain/warnings/colours'
import type { Explanation } from '@banyan/domain/warnings/judge-customer'
import type { WarningState } from '@banyan/domain/warnings/warning-life'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

export type WarningReader = Pick<
  StaffContext,
  'tx' | 'institution' | 'scope' | 'staff' | 'businessDay'
>

/** Customers within reach, groups led within it, and whatever was given or escalated to the caller. */
export function warningsInScope({ tx, institution, scope, staff }: WarningReader) {
  return tx
    .selectFrom('warning')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'warning.institutionId')
        .onRef('customer.id', '=', 'warning.customerId'),
    )
    .leftJoin('customerGroup as grp', (join) =>
      join
        .onRef('grp.institutionId', '=', 'warning.institutionId')
        .onRef('grp.id', '=', 'warning.groupId'),
    )
    .leftJoin('staff as owner', (join) =>
      join
        .onRef('owner.institutionId', '=', 'warning.institutionId')
        .onRef('owner.id', '=', 'warning.ownerId'),
    )
    .leftJoin('staff as higher', (join) =>
      join
        .onRef('higher.institutionId', '=', 'warning.institutionId')
        .onRef('higher.id', '=', 'warning.escalatedTo'),
    )
    .where('warning.institutionId', '=', institution.id)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('warning.customerId', 'is not', null),
          inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
        ]),
        eb.and([
          eb('warning.groupId', 'is not', null),
          inScope(eb, scope, { branch: 'grp.leadBranchId', officer: 'grp.leadOfficerId' }),
        ]),
        eb.and([
          eb.or([eb('warning.ownerId', '=', staff.id), eb('warning.escalatedTo', '=', staff.id)]),
          sql<boolean>`${scope.reach !== 'institution'}`,
        ]),
      ]),
    )
}

export const warningColumns = [
  'warning.id',
  'warning.customerId',
  'customer.number as customerNumber',
  'customer.name as customerName',
  'customer.kind as customerKind',
  'warning.groupId',
  'grp.number as groupNumber',
  'grp.name as groupName',
  'warning.rule',
  'warning.rulesVersion',
  'warning.colour',
  'warning.state',
  'warning.origin',
  'warning.cause',
  'warning.value',
  'warning.explanation',
  'warning.raisedOn',
  'warning.raisedAt',
  'warning.lastSeenOn',
  'warning.timesSeen',
  'warning.dueOn',
  'warning.escalation',
  'warning.escalatedTo as escalatedToId',
  'higher.name as escalatedTo',
  'warning.ownerId',
  'owner.name as ownerName',
  'warning.taskId',
  'warning.releaseBy',
  'warning.releaseAt',
  'warning.releaseReason',
] as const

export const rankOfColour = sql<number>`case warning.colour when 'red' then 0 when 'orange' then 1 else 2 end`

export interface WarningFilter {
  colour?: Colour | undefined
  state?: WarningState | undefined
  isLate?: boolean | undefined
  mine?: boolean | undefined
  customerId?: string | undefined
  groupId?: string | undefined
  rule?: string | undefined
  cursor?: { rank: number; dueOn: string; id: string } | undefined
  limit: number
}

/** The most serious first, then whose clock runs out first. Released ones only when they are asked for. */
export async function listWarnings(
  reader: WarningReader,
  filter: WarningFilter,
): Promise<ListedWarning[]> {
  const { colour, state, isLate, mine, customerId, groupId, rule, cursor, limit } = filter
  const { staff, businessDay } = reader
  let query = warningsInScope(reader)
    .select(warningColumns)
    .select(rankOfColour.as('rank'))
    .orderBy(rankOfColour)
    .orderBy('warning.dueOn')
    .orderBy('warning.id')
    .limit(limit)
  query =
    state === undefined
      ? query.where('warning.state', '<>', 'released')
      : query.where('warning.state', '=', state)
  if (colour !== undefined) query = query.where('warning.colour', '=', colour)
  if (isLate !== undefined) query = query.where('warning.dueOn', isLate ? '<' : '>=', businessDay)
  if (mine === true) {
    query = query.where((eb) =>
      eb.or([eb('warning.ownerId', '=', staff.id), eb('warning.escalatedTo', '=', staff.id)]),
    )
  }
  if (customerId !== undefined) query = query.where('warning.customerId', '=', customerId)
  if (groupId !== undefined) query = query.where('warning.groupId', '=', groupId)
  if (rule !== undefined) query = query.where('warning.rule', '=', rule)
  if (cursor !== undefined) {
    query = query.where(
      sql<boolean>`(${rankOfColour}, warning.due_on, warning.id) > (${cursor.rank}, ${cursor.dueOn}::date, ${cursor.id}::uuid)`,
    )
  }
  return (await query.execute()) as ListedWarning[]
}

export interface ListedWarning {
  id: string
  customerId: string | null
  customerNumber: string | null
  customerName: string | null
  customerKind: string | null
  groupId: string | null
  groupNumber: string | null
  groupName: string | null
  rule: string
  rulesVersion: number
  colour: Colour
  state: WarningState
  origin: 'own' | 'group' | 'guarantee'
  cause: 'event' | 'close'
  value: number
  explanation: Explanation
  raisedOn: Day
  raisedAt: Date
  lastSeenOn: Day
  timesSeen: number
  dueOn: Day
  escalation: number
  escalatedToId: string | null
  escalatedTo: string | null
  ownerId: string | null
  ownerName: string | null
  taskId: string | null
  releaseBy: string | null
  releaseAt: Date | null
  releaseReason: string | null
  rank: number
}

export async function findWarning(
  reader: WarningReader,
  id: string,
): Promise<ListedWarning | undefined> {
  const row = await warningsInScope(reader)
    .select(warningColumns)
    .select(rankOfColour.as('rank'))
    .where('warning.id', '=', id)
    .executeTakeFirst()
  return row as ListedWarning | undefined
}

/** Holds a warning within reach until the transaction ends, after its customer or group. */
export async function lockWarning(
  reader: WarningReader,
  id: string,
): Promise<ListedWarning | undefined> {
  const seen = await findWarning(reader, id)
  if (!seen) return undefined
  await reader.tx
    .selectFrom('warning')
    .select('id')
    .where('institutionId', '=', reader.institution.id)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return findWarning(reader, id)
}

/** Warnings of a group and of everybody who is in it now, within reach. */
export async function listWarningsOfGroup(
  reader: WarningReader,
  groupId: string,
): Promise<ListedWarning[]> {
  const rows = await warningsInScope(reader)
    .select(warningColumns)
    .select(rankOfColour.as('rank'))
    .where('warning.state', '<>', 'released')
    .where((eb) =>
      eb.or([
        eb('warning.groupId', '=', groupId),
        eb(
          'warning.customerId',
          'in',
          eb
            .selectFrom('groupMember')
            .select('groupMember.customerId')
            .where('groupMember.institutionId', '=', reader.institution.id)
            .where('groupMember.groupId', '=', groupId)
            .where('groupMember.validTo', 'is', null)
            .where('groupMember.knownTo', 'is', null),
        ),
      ]),
    )
    .orderBy(rankOfColour)
    .orderBy('warning.dueOn')
    .orderBy('warning.id')
    .limit(200)
    .execute()
  return rows as ListedWarning[]
}
