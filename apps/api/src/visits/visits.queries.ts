import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { insertRows } from '../insert-rows.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

export interface VisitRow {
  institutionId: string
  id: string
  customerId: string
  officerId: string
  state: 'planned' | 'held'
  plannedOn: string | null
  purpose: string
  heldOn: string | null
  place: string | null
  participants: string | null
  findings: string | null
  followUp: string | null
  madeBy: string
  createdAt: Date
  closedAt: Date | null
}

export async function insertVisit({ tx }: Place, row: VisitRow): Promise<void> {
  await tx.insertInto('visit').values(row).execute()
}

export async function insertVisits({ tx }: Place, rows: readonly VisitRow[]): Promise<void> {
  await insertRows(
    tx,
    'visit',
    {
      institutionId: 'uuid',
      id: 'uuid',
      customerId: 'uuid',
      officerId: 'uuid',
      state: 'text',
      plannedOn: 'date',
      purpose: 'text',
      heldOn: 'date',
      place: 'text',
      participants: 'text',
      findings: 'text',
      followUp: 'text',
      madeBy: 'uuid',
      createdAt: 'timestamptz',
      closedAt: 'timestamptz',
    },
    rows,
  )
}

/** Visits planned for another day. */
export async function moveVisits(
  { tx, institution }: Place,
  rows: readonly { id: string; plannedOn: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update visit set planned_on = moved.planned_on
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.plannedOn)}::date[])
      as moved (id, planned_on)
    where visit.institution_id = ${institution.id} and visit.id = moved.id`.execute(tx)
}

/** Visits of which nothing came: each with the same reason. */
export async function cancelVisits(
  { tx, institution }: Place,
  ids: readonly string[],
  closing: { closingReason: string; closedAt: Date },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('visit')
    .set({ state: 'cancelled', ...closing })
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}

/** A visit to a customer within reach, held until the transaction ends. */
export function lockVisit({ tx, institution, scope }: Reader, id: string) {
  return tx
    .selectFrom('visit')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'visit.institutionId')
        .onRef('customer.id', '=', 'visit.customerId'),
    )
    .select(['visit.id', 'visit.customerId', 'visit.state', 'visit.plannedOn', 'visit.purpose'])
    .where('visit.institutionId', '=', institution.id)
    .where('visit.id', '=', id)
    .where((eb) => inScope(eb, scope, owner))
    .forUpdate(['visit'])
    .executeTakeFirst()
}

export interface VisitChange {
  officerId?: string
  state?: 'held' | 'cancelled'
  plannedOn?: string
  heldOn?: string
  place?: string
  participants?: string
  findings?: string
  followUp?: string
  closingReason?: string
  closedAt?: Date
}

export async function setVisit(
  { tx, institution }: Place,
  id: string,
  change: VisitChange,
): Promise<void> {
  await tx
    .updateTable('visit')
    .set(change)
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** Of these documents, how many are held of the customer. */
export async function countDocumentsOf(
  { tx, institution }: Place,
  customerId: string,
  documentIds: readonly string[],
): Promise<number> {
  if (documentIds.length === 0) return 0
  const row = await tx
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('id', 'in', [...documentIds])
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertVisitDocuments(
  { tx, institution }: Place,
  visitId: string,
  documentIds: readonly string[],
): Promise<void> {
  if (documentIds.length === 0) return
  await tx
    .insertInto('visitDocument')
    .values(
      documentIds.map((documentId) => ({ institutionId: institution.id, visitId, documentId })),
    )
    .execute()
}

export const visitStates = ['planned', 'overdue', 'held', 'cancelled'] as const
export type VisitState = (typeof visitStates)[number]

export interface VisitFilter {
  customerId?: string | undefined
  officerId?: string | undefined
  state?: VisitState | undefined
  cursor?: string | undefined
  limit: number
}

/** Visits to customers within reach, the latest entered first; overdue are those planned for a day that has passed. */
export function listVisits(
  { tx, institution, scope, businessDay }: StaffContext,
  { customerId, officerId, state, cursor, limit }: VisitFilter,
) {
  let query = tx
    .selectFrom('visit')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'visit.institutionId')
        .onRef('customer.id', '=', 'visit.customerId'),
    )
    .innerJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'visit.institutionId')
        .onRef('officer.id', '=', 'visit.officerId'),
    )
    .select([
      'visit.id',
      'visit.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'visit.plannedOn',
      'visit.heldOn',
      'visit.purpose',
      'visit.place',
      'visit.participants',
      'visit.findings',
      'visit.followUp',
      'visit.closingReason',
      'visit.officerId',
      'officer.name as officerName',
      'visit.createdAt',
    ])
    .select(
      sql<VisitState>`case when visit.state = 'planned' and visit.planned_on < ${businessDay} then 'overdue' else visit.state end`.as(
        'state',
      ),
    )
    .where('visit.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
    .orderBy('visit.id', 'desc')
    .limit(limit)
  if (customerId !== undefined) query = query.where('visit.customerId', '=', customerId)
  if (officerId !== undefined) query = query.where('visit.officerId', '=', officerId)
  if (cursor !== undefined) query = query.where('visit.id', '<', cursor)
  if (state === 'planned' || state === 'overdue') {
    const compare = state === 'overdue' ? '<' : '>='
    query = query
      .where('visit.state', '=', 'planned')
      .where('visit.plannedOn', compare, businessDay)
  } else if (state !== undefined) query = query.where('visit.state', '=', state)
  return query.execute()
}

/** What was filed with some visits and is still held. */
export async function listVisitDocuments({ tx, institution }: Place, visitIds: readonly string[]) {
  if (visitIds.length === 0) return []
  return tx
    .selectFrom('visitDocument')
    .innerJoin('document', (join) =>
      join
        .onRef('document.institutionId', '=', 'visitDocument.institutionId')
        .onRef('document.id', '=', 'visitDocument.documentId'),
    )
    .select(['visitDocument.visitId', 'document.id', 'document.fileName', 'document.mediaType'])
    .where('visitDocument.institutionId', '=', institution.id)
    .where('visitDocument.visitId', 'in', [...visitIds])
    .where('document.removedAt', 'is', null)
    .orderBy('document.id')
    .execute()
}
