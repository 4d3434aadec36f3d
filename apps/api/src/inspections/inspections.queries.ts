import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { InspectionFinding } from '@banyan/domain/inspections/inspection-report'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope' | 'staff' | 'businessDay'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export const inspectionStates = ['due', 'soon', 'overdue', 'done', 'waived'] as const

export interface InspectionFilter {
  state?: (typeof inspectionStates)[number] | undefined
  mine?: boolean | undefined
  customerId?: string | undefined
  cursor?: string | undefined
  soonOn: Day
  limit: number
}

function inspectionsInScope({
  tx,
  institution,
  scope,
}: Pick<StaffContext, 'tx' | 'institution' | 'scope'>) {
  return tx
    .selectFrom('inspection')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'inspection.institutionId')
        .onRef('customer.id', '=', 'inspection.customerId'),
    )
    .where('inspection.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
}

function shownInspections(reader: Reader) {
  return inspectionsInScope(reader)
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'inspection.institutionId')
        .onRef('staff.id', '=', 'inspection.ownerId'),
    )
    .select([
      'inspection.id',
      'inspection.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'inspection.kind',
      'inspection.dueOn',
      'inspection.state',
      'inspection.missedOn',
      'inspection.tier',
      'inspection.exposure',
      'inspection.everyMonths',
      'inspection.reason',
      'inspection.rulesVersion',
      'inspection.ownerId',
      'staff.name as ownerName',
      'inspection.visitId',
      'inspection.heldOn',
      'inspection.conclusion',
    ])
}

/** What is due first comes first; of those that are done, the latest. */
export function listInspections(reader: Reader, filter: InspectionFilter) {
  const { state, mine, customerId, cursor, soonOn, limit } = filter
  const { businessDay, staff } = reader
  const isOver = state === 'done' || state === 'waived'
  const order = isOver ? 'desc' : 'asc'
  let query = shownInspections(reader)
    .orderBy('inspection.dueOn', order)
    .orderBy('inspection.id', order)
    .limit(limit)
  query = query.where('inspection.state', '=', isOver ? state : 'due')
  if (state === 'overdue') query = query.where('inspection.dueOn', '<', businessDay)
  if (state === 'soon') {
    query = query
      .where('inspection.dueOn', '>=', businessDay)
      .where('inspection.dueOn', '<=', soonOn)
  }
  if (mine === true) query = query.where('inspection.ownerId', '=', staff.id)
  if (customerId !== undefined) query = query.where('inspection.customerId', '=', customerId)
  if (cursor !== undefined) {
    const [dueOn = '', id = ''] = cursor.split('|')
    const sign = sql.raw(isOver ? '<' : '>')
    query = query.where(
      sql<boolean>`(inspection.due_on, inspection.id) ${sign} (${dueOn}::date, ${id}::uuid)`,
    )
  }
  return query.execute()
}

export function findInspection(reader: Reader, id: string) {
  return shownInspections(reader)
    .leftJoin('staff as recorder', (join) =>
      join
        .onRef('recorder.institutionId', '=', 'inspection.institutionId')
        .onRef('recorder.id', '=', 'inspection.recordedBy'),
    )
    .leftJoin('staff as waiver', (join) =>
      join
        .onRef('waiver.institutionId', '=', 'inspection.institutionId')
        .onRef('waiver.id', '=', 'inspection.waivedBy'),
    )
    .leftJoin('visit', (join) =>
      join
        .onRef('visit.institutionId', '=', 'inspection.institutionId')
        .onRef('visit.id', '=', 'inspection.visitId'),
    )
    .select([
      'inspection.findings',
      'visit.place',
      'visit.participants',
      'visit.followUp',
      'recorder.name as recordedBy',
      'inspection.recordedAt',
      'inspection.waiver',
      'waiver.name as waivedBy',
      'inspection.waivedAt',
    ])
    .where('inspection.id', '=', id)
    .executeTakeFirst()
}

/** One within reach, held until the transaction ends. */
export function lockInspection(reader: Reader, id: string) {
  return inspectionsInScope(reader)
    .select([
      'inspection.id',
      'inspection.customerId',
      'customer.kind as customerKind',
      'inspection.kind',
      'inspection.state',
      'inspection.tier',
      'inspection.exposure',
      'inspection.dueOn',
      'inspection.ownerId',
      'inspection.visitId',
      'inspection.reason',
    ])
    .where('inspection.id', '=', id)
    .forUpdate('inspection')
    .executeTakeFirst()
}

export interface InspectionChange {
  state?: 'done' | 'waived'
  dueOn?: Day
  tier?: Tier
  exposure?: number
  everyMonths?: number | null
  rulesVersion?: number
  ownerId?: string
  visitId?: string
  heldOn?: Day
  conclusion?: 'normal' | 'attention' | 'danger'
  findings?: InspectionFinding[]
  recordedBy?: string
  recordedAt?: Date
  waivedBy?: string
  waivedAt?: Date
  waiver?: string
}

export async function setInspection(
  { tx, institution }: Place,
  id: string,
  change: InspectionChange,
): Promise<void> {
  const { findings, ...rest } = change
  await tx
    .updateTable('inspection')
    .set({ ...rest, ...(findings && { findings: JSON.stringify(findings) }) })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Earlier inspections of a customer that were held, the latest first. */
export async function listEarlier(
  { tx, institution }: Place,
  customerId: string,
  exceptId: string,
) {
  const rows = await tx
    .selectFrom('inspection')
    .select(['id', 'heldOn', 'conclusion', 'findings'])
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('state', '=', 'done')
    .where('id', '<>', exceptId)
    .orderBy('heldOn', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ findings, ...row }) => ({
    ...row,
    abnormal: (findings as unknown as InspectionFinding[]).filter(({ isAbnormal }) => isAbnormal)
      .length,
  }))
}

export interface InspectionCounts {
  due: number
  soon: number
  overdue: number
  missed: number
  doneThisMonth: number
  mineDue: number
  mineOverdue: number
}

export async function countInspections(reader: Reader, soonOn: Day): Promise<InspectionCounts> {
  const { businessDay: day, staff } = reader
  const isDue = sql`inspection.state = 'due'`
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`
  return inspectionsInScope(reader)
    .select([
      counted(isDue).as('due'),
      counted(sql`${isDue} and inspection.due_on between ${day} and ${soonOn}`).as('soon'),
      counted(sql`${isDue} and inspection.due_on < ${day}`).as('overdue'),
      counted(sql`inspection.missed_on is not null`).as('missed'),
      counted(
        sql`inspection.state = 'done' and inspection.held_on >= date_trunc('month', ${day}::date)`,
      ).as('doneThisMonth'),
      counted(sql`${isDue} and inspection.owner_id = ${staff.id}`).as('mineDue'),
      counted(
        sql`${isDue} and inspection.owner_id = ${staff.id} and inspection.due_on < ${day}`,
      ).as('mineOverdue'),
    ])
    .executeTakeFirstOrThrow()
}
