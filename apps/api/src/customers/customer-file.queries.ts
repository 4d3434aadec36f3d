import type { Tx } from '@banyan/database'
import type { CustomerKind } from '@banyan/domain/customers/customer'
import type { CustomerStatus } from '@banyan/domain/customers/customer-status'
import type { Licence } from '@banyan/domain/customers/company'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { Scope, StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import type { FileBody } from './file-body.ts'

type Reader = Pick<StaffContext, 'tx' | 'institution' | 'scope'>
type Place = Pick<StaffContext, 'tx' | 'institution'>

const owner = { branch: 'customer.branchId', officer: 'customer.officerId' }

function filesInScope(tx: Tx, institutionId: string, scope: Scope) {
  return tx
    .selectFrom('customer')
    .innerJoin('customerVersion as version', (join) =>
      join
        .onRef('version.institutionId', '=', 'customer.institutionId')
        .onRef('version.customerId', '=', 'customer.id')
        .onRef('version.version', '=', 'customer.fileVersion'),
    )
    .leftJoin('partyKey', (join) =>
      join
        .onRef('partyKey.institutionId', '=', 'customer.institutionId')
        .onRef('partyKey.partyId', '=', 'customer.id'),
    )
    .select([
      'customer.id',
      'customer.number',
      'customer.kind',
      'customer.name',
      'customer.status',
      'customer.isPartial',
      'customer.fileVersion',
      'customer.branchId',
      'customer.officerId',
      'customer.bornOn',
      'customer.sex',
      'customer.source',
      'customer.pii',
      'customer.createdAt',
      'customer.changedAt',
      'version.body',
      'version.validFrom',
      'partyKey.wrapped',
      'partyKey.keyVersion',
    ])
    .where('customer.institutionId', '=', institutionId)
    .where((eb) => inScope(eb, scope, owner))
}

export type FileRow = Omit<Awaited<ReturnType<typeof selectFile>>, 'body' | 'kind' | 'status'> & {
  kind: CustomerKind
  status: CustomerStatus
  body: FileBody
}

function selectFile(tx: Tx, institutionId: string, scope: Scope) {
  return filesInScope(tx, institutionId, scope).executeTakeFirstOrThrow()
}

/** The customer with its present version; NotFound beyond the caller's reach. */
export async function findFile({ tx, institution, scope }: Reader, id: string): Promise<FileRow> {
  const row = await filesInScope(tx, institution.id, scope)
    .where('customer.id', '=', id)
    .executeTakeFirst()
  return found(row, 'customer') as FileRow
}

/** As `findFile`, and nobody else changes the customer until the transaction ends. */
export async function lockFile(reader: Reader, id: string): Promise<FileRow> {
  const { tx, institution, scope } = reader
  const locked = await tx
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.institutionId', '=', institution.id)
    .where('customer.id', '=', id)
    .where((eb) => inScope(eb, scope, owner))
    .forUpdate()
    .executeTakeFirst()
  found(locked, 'customer')
  return findFile(reader, id)
}

export interface HeldLicence extends Licence {
  id: string
}

export async function listLicences({ tx, institution }: Place, customerId: string) {
  const rows = await tx
    .selectFrom('licence')
    .select(['id', 'kind', 'number', 'issuedOn', 'expiresOn'])
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows as HeldLicence[]
}

/** Former, short and Latin names. */
export function listOtherNames({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('partyName')
    .select(['kind', 'name'])
    .where('institutionId', '=', institution.id)
    .where('partyId', '=', customerId)
    .where('kind', '<>', 'current')
    .orderBy('id')
    .execute()
}

/** Where the customer stands: its branch, its officer, its management group. */
export function findStanding({ tx, institution }: Place, customerId: string) {
  return tx
    .selectFrom('customer')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'customer.institutionId')
        .onRef('branch.id', '=', 'customer.branchId'),
    )
    .leftJoin('staff as officer', (join) =>
      join
        .onRef('officer.institutionId', '=', 'customer.institutionId')
        .onRef('officer.id', '=', 'customer.officerId'),
    )
    .leftJoin('groupMember as member', (join) =>
      join
        .onRef('member.institutionId', '=', 'customer.institutionId')
        .onRef('member.customerId', '=', 'customer.id')
        .on('member.validTo', 'is', null)
        .on('member.knownTo', 'is', null),
    )
    .leftJoin('customerGroup as group', (join) =>
      join
        .onRef('group.institutionId', '=', 'member.institutionId')
        .onRef('group.id', '=', 'member.groupId'),
    )
    .leftJoin('customer as successor', (join) =>
      join
        .onRef('successor.institutionId', '=', 'customer.institutionId')
        .onRef('successor.id', '=', 'customer.mergedInto'),
    )
    .select([
      'successor.id as successorId',
      'successor.number as successorNumber',
      'successor.name as successorName',
      'branch.name as branchName',
      'officer.name as officerName',
      'officer.number as officerNumber',
      'group.id as groupId',
      'group.number as groupNumber',
      'group.name as groupName',
      'group.rootCustomerId as groupRootId',
    ])
    .where('customer.institutionId', '=', institution.id)
    .where('customer.id', '=', customerId)
    .executeTakeFirstOrThrow()
}

export interface Identifiers {
  idNumberHash: Buffer | null
  creditCode: string | null
  lei: string | null
}

/** Who else in the institution holds one of these identifiers, and whether the caller may know of them. */
export function findHolders(
  { tx, institution, scope }: Reader,
  { idNumberHash, creditCode, lei }: Identifiers,
  exceptId: string | null,
) {
  return tx
    .selectFrom('customer')
    .select(['customer.number', 'customer.idNumberHash', 'customer.creditCode', 'customer.lei'])
    .select((eb) => sql<boolean>`${inScope(eb, scope, owner)}`.as('isInScope'))
    .where('customer.institutionId', '=', institution.id)
    .where((eb) =>
      eb.or([
        eb('customer.idNumberHash', '=', idNumberHash),
        eb('customer.creditCode', '=', creditCode),
        eb('customer.lei', '=', lei),
      ]),
    )
    .where(sql<boolean>`customer.id is distinct from ${exceptId}::uuid`)
    .execute()
}

/** Whether a person works as customer manager in a branch. */
export async function isManagerOf(
  { tx, institution }: Place,
  staffId: string,
  branchId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('staff')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('id', '=', staffId)
    .where('branchId', '=', branchId)
    .where('status', '=', 'active')
    .where(sql<boolean>`'customer-manager' = any(roles)`)
    .executeTakeFirst()
  return row !== undefined
}

/** The name of a branch the caller may send customers to. */
export async function findBranchInScope({ tx, institution, scope }: Reader, branchId: string) {
  const row = await tx
    .selectFrom('branch')
    .select(['branch.id', 'branch.name'])
    .where('branch.institutionId', '=', institution.id)
    .where('branch.id', '=', branchId)
    .where((eb) => inScope(eb, scope, { branch: 'branch.id', officer: 'branch.id' }))
    .executeTakeFirst()
  return found(row, 'branch')
}
