import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import {
  type CustomerRow,
  type PartyKeyRow,
  type VersionRow,
  versionColumns,
} from '../../customers/customers.queries.ts'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

export interface RevisedCustomer extends CustomerRow {
  body: VersionRow['body']
  reason: string
  /** Where this version came from; the customer's own source stays the first. */
  versionSource: string
  fields: string[]
  /** A data key made now; null when the party has one, or needs none. */
  wrapped: Buffer | null
}

const changed = {
  name: 'text',
  nameSort: 'text',
  isPartial: 'boolean',
  fileVersion: 'integer',
  branchId: 'uuid',
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
  changedAt: 'timestamptz',
} as const satisfies Partial<Columns<CustomerRow>>

const keyColumns: Columns<PartyKeyRow> = {
  institutionId: 'uuid',
  partyId: 'uuid',
  wrapped: 'bytea',
  keyVersion: 'integer',
}

interface Revising {
  institutionId: string
  changedBy: string
  at: Date
  validFrom: Day
}

/** Four statements for any number of customers: keys, states, ends of old versions, new versions. */
export async function setRevisedCustomers(
  tx: Tx,
  rows: readonly RevisedCustomer[],
  { institutionId, changedBy, at, validFrom }: Revising,
): Promise<void> {
  const keys = rows.flatMap(({ id, wrapped, piiKeyVersion }) =>
    wrapped && piiKeyVersion !== null
      ? [{ institutionId, partyId: id, wrapped, keyVersion: piiKeyVersion }]
      : [],
  )
  await insertRows(tx, 'partyKey', keyColumns, keys)
  await setStates(tx, institutionId, rows)
  await sql`
    update customer_version v
    set known_to = ${at}, valid_to = greatest(v.valid_from, ${validFrom}::date - 1)
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map((row) => row.fileVersion - 1)}::int[])
      as given(id, version)
    where v.institution_id = ${institutionId} and v.customer_id = given.id
      and v.version = given.version`.execute(tx)
  const versions = rows.map((row) => ({
    institutionId,
    customerId: row.id,
    version: row.fileVersion,
    body: row.body,
    pii: row.pii,
    piiKeyVersion: row.piiKeyVersion,
    validFrom,
    validTo: null,
    knownFrom: at,
    knownTo: null,
    changedBy,
    reason: row.reason,
    source: row.versionSource,
    fields: row.fields,
  }))
  await insertRows(tx, 'customerVersion', versionColumns, versions)
}

async function setStates(
  tx: Tx,
  institutionId: string,
  rows: readonly RevisedCustomer[],
): Promise<void> {
  const names = Object.keys(changed) as (keyof typeof changed)[]
  const given = names.map((name) => {
    const type = changed[name] === 'jsonb' ? 'text' : changed[name]
    return sql`${rows.map((row) => row[name])}::${sql.raw(type)}[]`
  })
  const sets = names.map(
    (name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}::${sql.raw(changed[name])}`,
  )
  await sql`
    update customer set ${sql.join(sets)}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${sql.join(given)})
      as given(id, ${sql.join(names.map((name) => sql.ref(name)))})
    where customer.institution_id = ${institutionId} and customer.id = given.id`.execute(tx)
}
