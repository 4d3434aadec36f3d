import type { Day } from '@banyan/domain/calendar'
import type { CustomerStatus } from '@banyan/domain/customers/customer-status'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import type {
  CustomerRow,
  LicenceRow,
  PartyKeyRow,
  PartyNameRow,
  VersionRow,
} from './customers.queries.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>
type Changing = Pick<StaffContext, 'tx' | 'institution' | 'now'>

export async function setStatus(
  { tx, institution, now }: Changing,
  id: string,
  status: CustomerStatus,
): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ status, changedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

export type ChangedColumns = Partial<Omit<CustomerRow, 'institutionId' | 'id' | 'number'>>

export async function setColumns(
  { tx, institution }: Place,
  id: string,
  { assets, ...columns }: ChangedColumns,
): Promise<void> {
  await tx
    .updateTable('customer')
    .set(columns)
    .$if(assets !== undefined, (query) => query.set({ assets: assets ?? '[]' }))
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** The version before is no longer what we hold, and was true until the day before the next. */
export async function endVersion(
  { tx, institution, now }: Changing,
  id: string,
  version: number,
  validTo: Day | null,
): Promise<void> {
  await tx
    .updateTable('customerVersion')
    .set({ knownTo: now(), validTo })
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', id)
    .where('version', '=', version)
    .execute()
}

export async function insertVersion({ tx }: Place, row: VersionRow): Promise<void> {
  await tx.insertInto('customerVersion').values(row).execute()
}

export async function insertKey({ tx }: Place, row: PartyKeyRow): Promise<void> {
  await tx.insertInto('partyKey').values(row).execute()
}

/** The name until now stays findable as a former one. */
export async function turnNameFormer({ tx, institution }: Place, id: string): Promise<void> {
  await tx
    .updateTable('partyName')
    .set({ kind: 'former' })
    .where('institutionId', '=', institution.id)
    .where('partyId', '=', id)
    .where('kind', '=', 'current')
    .execute()
}

export async function removeShortName({ tx, institution }: Place, id: string): Promise<void> {
  await tx
    .deleteFrom('partyName')
    .where('institutionId', '=', institution.id)
    .where('partyId', '=', id)
    .where('kind', '=', 'short')
    .execute()
}

export async function insertName({ tx }: Place, row: PartyNameRow): Promise<void> {
  await tx.insertInto('partyName').values(row).execute()
}

export async function insertLicence({ tx }: Place, row: LicenceRow): Promise<void> {
  await tx.insertInto('licence').values(row).execute()
}

/** Whether there was one to remove. */
export async function markLicenceRemoved(
  { tx, institution, now }: Changing,
  customerId: string,
  id: string,
) {
  return tx
    .updateTable('licence')
    .set({ removedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .returning(['kind', 'number'])
    .executeTakeFirst()
}

/** The customer and the names it is searched by go over together. */
export async function setOwner(
  { tx, institution, now }: Changing,
  id: string,
  { branchId, officerId }: { branchId: string; officerId: string | null },
): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ branchId, officerId, changedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
  await sql`
    update party_name set branch_id = ${branchId}, officer_id = ${officerId}
    where institution_id = ${institution.id} and party_id = ${id}`.execute(tx)
}
