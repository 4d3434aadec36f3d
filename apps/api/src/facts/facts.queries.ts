import type { StaffContext } from '../access/staff-context.ts'
import { inScope } from '../access/access.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

/** The present proofs of a customer's fields. */
export function listVerifications({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('factVerification as proof')
    .innerJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'proof.institutionId')
        .onRef('staff.id', '=', 'proof.verifiedBy'),
    )
    .select([
      'proof.field',
      'proof.evidence',
      'proof.documentId',
      'proof.expiresOn',
      'proof.verifiedAt',
      'staff.name as verifiedBy',
    ])
    .where('proof.institutionId', '=', institution.id)
    .where('proof.customerId', '=', customerId)
    .where('proof.replacedAt', 'is', null)
    .execute()
}

export interface VerificationRow {
  institutionId: string
  id: string
  customerId: string
  field: string
  valueDigest: Buffer
  evidence: string
  documentId: string | null
  expiresOn: string | null
  verifiedBy: string
  verifiedAt: Date
}

/** A newer proof takes the place of the one before. */
export async function setVerification({ tx }: Place, row: VerificationRow): Promise<void> {
  await tx
    .updateTable('factVerification')
    .set({ replacedAt: row.verifiedAt })
    .where('institutionId', '=', row.institutionId)
    .where('customerId', '=', row.customerId)
    .where('field', '=', row.field)
    .where('replacedAt', 'is', null)
    .execute()
  await tx.insertInto('factVerification').values(row).execute()
}

/** Whether a document belongs to a customer and is still held. */
export async function isDocumentOf(
  { tx, institution }: Place,
  documentId: string,
  customerId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('document')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('id', '=', documentId)
    .where('customerId', '=', customerId)
    .where('removedAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export interface ConflictFilter {
  id?: string | undefined
  customerId?: string | undefined
  state: 'open' | 'settled' | 'all'
  cursor?: string | undefined
  limit: number
}

/** Disagreements about customers within reach, the latest first; ids are in the order of time. */
export function listConflicts({ tx, institution, scope }: Reader, filter: ConflictFilter) {
  const { id, customerId, state, cursor, limit } = filter
  let query = tx
    .selectFrom('factConflict as conflict')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'conflict.institutionId')
        .onRef('customer.id', '=', 'conflict.customerId'),
    )
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'conflict.institutionId')
        .onRef('staff.id', '=', 'conflict.settledBy'),
    )
    .select([
      'conflict.id',
      'conflict.customerId',
      'conflict.field',
      'conflict.heldSource',
      'conflict.heldSealed',
      'conflict.otherSource',
      'conflict.otherSealed',
      'conflict.taken',
      'conflict.state',
      'conflict.raisedAt',
      'conflict.choice',
      'conflict.reason',
      'conflict.settledAt',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'staff.name as settledBy',
    ])
    .where('conflict.institutionId', '=', institution.id)
    .where((eb) => inScope(eb, scope, owner))
    .orderBy('conflict.id', 'desc')
    .limit(limit)
  if (id !== undefined) query = query.where('conflict.id', '=', id)
  if (customerId !== undefined) query = query.where('conflict.customerId', '=', customerId)
  if (state !== 'all') query = query.where('conflict.state', '=', state)
  if (cursor !== undefined) query = query.where('conflict.id', '<', cursor)
  return query.execute()
}

export type ConflictEntry = Awaited<ReturnType<typeof listConflicts>>[number]

/** Whether it was open until now. */
export async function settleConflictRow(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  { choice, reason }: { choice: 'held' | 'other'; reason: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('factConflict')
    .set({
      state: 'settled',
      choice,
      taken: choice,
      reason,
      settledBy: staff.id,
      settledAt: now(),
    })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export interface FalseMaterialRow {
  institutionId: string
  id: string
  customerId: string
  what: string
  documentId: string | null
  markedBy: string
  markedAt: Date
}

export async function insertFalseMark({ tx }: Place, row: FalseMaterialRow): Promise<void> {
  await tx.insertInto('falseMaterial').values(row).execute()
}

/** Everybody in the customer's present management group. */
function groupOf({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('groupMember as own')
    .innerJoin('groupMember as other', (join) =>
      join
        .onRef('other.institutionId', '=', 'own.institutionId')
        .onRef('other.groupId', '=', 'own.groupId')
        .on('other.validTo', 'is', null)
        .on('other.knownTo', 'is', null),
    )
    .select('other.customerId')
    .where('own.institutionId', '=', institution.id)
    .where('own.customerId', '=', customerId)
    .where('own.validTo', 'is', null)
    .where('own.knownTo', 'is', null)
}

/** Marks on a customer, and on the others of its management group while they are open. */
export function listFalseMarks({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('falseMaterial as mark')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'mark.institutionId')
        .onRef('customer.id', '=', 'mark.customerId'),
    )
    .innerJoin('staff as marker', (join) =>
      join
        .onRef('marker.institutionId', '=', 'mark.institutionId')
        .onRef('marker.id', '=', 'mark.markedBy'),
    )
    .leftJoin('staff as lifter', (join) =>
      join
        .onRef('lifter.institutionId', '=', 'mark.institutionId')
        .onRef('lifter.id', '=', 'mark.liftedBy'),
    )
    .select([
      'mark.id',
      'mark.customerId',
      'customer.number as customerNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'mark.what',
      'mark.documentId',
      'mark.markedBy as markedById',
      'marker.name as markedBy',
      'mark.markedAt',
      'lifter.name as liftedBy',
      'mark.liftedAt',
      'mark.liftReason',
    ])
    .where('mark.institutionId', '=', institution.id)
    .where((eb) =>
      eb.or([
        eb('mark.customerId', '=', customerId),
        eb.and([
          eb('mark.liftedAt', 'is', null),
          eb('mark.customerId', 'in', groupOf({ tx, institution }, customerId)),
        ]),
      ]),
    )
    .orderBy('mark.id', 'desc')
    .execute()
}

export function findFalseMark({ tx, institution }: Place, id: string) {
  return tx
    .selectFrom('falseMaterial')
    .select(['id', 'customerId', 'markedBy', 'liftedAt'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function liftFalseMark(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  liftReason: string,
): Promise<void> {
  await tx
    .updateTable('falseMaterial')
    .set({ liftedBy: staff.id, liftedAt: now(), liftReason })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .where('liftedAt', 'is', null)
    .execute()
}
