import type { DB, Tx } from '@banyan/database'
import type { Insertable } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'
import type { CustomerRows } from './customer-rows.ts'

/** Every column is given a value; what the row itself keeps is left out. */
type Written<Table extends keyof DB, Own extends string = never> = {
  [Column in Exclude<keyof Insertable<DB[Table]>, 'auditSeq' | 'auditHead' | Own>]-?: Exclude<
    Insertable<DB[Table]>[Column],
    undefined
  >
}

export type CustomerRow = Written<'customer', 'mergedInto'>
export type PartyKeyRow = Written<'partyKey'>
export type VersionRow = Written<'customerVersion'>
export type PartyNameRow = Written<'partyName'>
export type LicenceRow = Written<'licence', 'removedAt'>

const customerColumns: Columns<CustomerRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  number: 'text',
  kind: 'text',
  name: 'text',
  nameSort: 'text',
  status: 'text',
  isPartial: 'boolean',
  fileVersion: 'integer',
  branchId: 'uuid',
  officerId: 'uuid',
  idType: 'text',
  sex: 'text',
  bornOn: 'date',
  occupation: 'text',
  employer: 'text',
  annualIncome: 'bigint',
  assets: 'jsonb',
  companyType: 'text',
  creditCode: 'text',
  lei: 'text',
  legalRepresentative: 'text',
  registeredCapital: 'bigint',
  industrySection: 'text',
  establishedOn: 'date',
  country: 'text',
  pii: 'bytea',
  piiKeyVersion: 'integer',
  idNumberHash: 'bytea',
  idLast4Hash: 'bytea',
  mobileHash: 'bytea',
  mobileLast4Hash: 'bytea',
  cardHash: 'bytea',
  cardLast4Hash: 'bytea',
  emailHash: 'bytea',
  addressHash: 'bytea',
  source: 'text',
  importBatchId: 'uuid',
  createdBy: 'uuid',
  createdAt: 'timestamptz',
  changedAt: 'timestamptz',
}

const keyColumns: Columns<PartyKeyRow> = {
  institutionId: 'uuid',
  partyId: 'uuid',
  wrapped: 'bytea',
  keyVersion: 'integer',
}

export const versionColumns: Columns<VersionRow> = {
  institutionId: 'uuid',
  customerId: 'uuid',
  version: 'integer',
  body: 'jsonb',
  pii: 'bytea',
  piiKeyVersion: 'integer',
  validFrom: 'date',
  validTo: 'date',
  knownFrom: 'timestamptz',
  knownTo: 'timestamptz',
  changedBy: 'uuid',
  reason: 'text',
  source: 'text',
  fields: 'text[]',
}

const nameColumns: Columns<PartyNameRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  party: 'text',
  partyId: 'uuid',
  kind: 'text',
  name: 'text',
  plain: 'text',
  grams: 'integer[]',
  pinyin: 'text',
  initials: 'text',
  branchId: 'uuid',
  officerId: 'uuid',
}

const licenceColumns: Columns<LicenceRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  customerId: 'uuid',
  kind: 'text',
  number: 'text',
  issuedOn: 'date',
  expiresOn: 'date',
  createdBy: 'uuid',
  createdAt: 'timestamptz',
}

/** New customers with their keys, first versions, names and licences: five statements for 1 to about 5,000. */
export async function insertCustomers(tx: Tx, rows: readonly CustomerRows[]): Promise<void> {
  const keys = rows.flatMap(({ key }) => (key ? [key] : []))
  await insertRows(
    tx,
    'customer',
    customerColumns,
    rows.map(({ customer }) => customer),
  )
  await insertRows(tx, 'partyKey', keyColumns, keys)
  await insertRows(
    tx,
    'customerVersion',
    versionColumns,
    rows.map(({ version }) => version),
  )
  await insertRows(
    tx,
    'partyName',
    nameColumns,
    rows.flatMap(({ names }) => names),
  )
  await insertRows(
    tx,
    'licence',
    licenceColumns,
    rows.flatMap(({ licences }) => licences),
  )
}
