import type { CustomerDetails } from '@banyan/domain/customers/customer'
import type { CustomerRow } from '@banyan/domain/imports/customers-file'
import type { InstitutionKeys } from '../../access/keys.ts'
import type { Scope } from '../../access/staff-context.ts'
import { listReferences, type Reference } from '../references.queries.ts'
import { type CustomerFile, listByNumbers, lockCustomerFiles } from './customer-files.queries.ts'
import { numberKey, type OfficialNumber, officialNumbers } from './customer-keys.ts'
import type { ImportScope, ReadRow } from './row-import.ts'

export interface Owner {
  id: string
  column: OfficialNumber
  number: string
}

/** What is known of the parties a portion of rows speaks of, kept current while rows are planned. */
export class KnownParties {
  readonly references: Map<string, Reference>
  readonly nameReferences: Set<string>
  readonly files: Map<string, CustomerFile>
  readonly #owners: Map<string, string>
  readonly #keys: InstitutionKeys
  readonly #scope: Scope

  constructor(
    found: {
      references: Map<string, Reference>
      nameReferences: Set<string>
      files: Map<string, CustomerFile>
      owners: Map<string, string>
    },
    keys: InstitutionKeys,
    scope: Scope,
  ) {
    this.references = found.references
    this.nameReferences = found.nameReferences
    this.files = found.files
    this.#owners = found.owners
    this.#keys = keys
    this.#scope = scope
  }

  /** Who holds the official numbers of these details already, each party once. */
  ownersOf(details: CustomerDetails): Owner[] {
    const owners = new Map<string, Owner>()
    for (const [column, number] of officialNumbers(details)) {
      const id = this.#owners.get(ownerKey(this.#keys, column, number))
      if (id !== undefined && !owners.has(id)) owners.set(id, { id, column, number })
    }
    return [...owners.values()]
  }

  own(id: string, details: CustomerDetails): void {
    for (const [column, number] of officialNumbers(details)) {
      this.#owners.set(ownerKey(this.#keys, column, number), id)
    }
  }

  isWithinReach({ branchId, officerId }: CustomerFile): boolean {
    const { reach, branchIds, staffId } = this.#scope
    if (reach === 'institution') return true
    return reach === 'own' ? officerId === staffId : branchIds.includes(branchId)
  }
}

/** What a number is found by: a person's through its keyed digest alone. */
function ownerKey(keys: InstitutionKeys, column: OfficialNumber, number: string): string {
  return column === 'id_number'
    ? `id ${keys.blindIndex('id-number', number).toString('hex')}`
    : numberKey(column, number)
}

export async function findKnownParties(
  { context, source, seen }: ImportScope,
  rows: readonly ReadRow<CustomerRow>[],
): Promise<KnownParties> {
  const { tx, keys, scope, institution } = context
  const of = (kind: 'customer' | 'customer-name') => ({
    institutionId: institution.id,
    kind,
    source,
  })
  const externalIds = [...new Set(rows.map(({ row }) => row.externalId))]
  const references = await listReferences(tx, of('customer'), externalIds)
  const counts = new Map<string, number>()
  for (const { row } of rows) counts.set(row.externalId, (counts.get(row.externalId) ?? 0) + 1)
  const isRecurring = (id: string) =>
    seen.get(`external_id ${id}`) !== undefined || (counts.get(id) ?? 0) > 1
  const nameKeys = rows
    .filter(({ row }) => isRecurring(row.externalId))
    .map(({ row, digest }) => `${row.externalId}|${digest.toString('hex')}`)
  const nameReferences = new Set((await listReferences(tx, of('customer-name'), nameKeys)).keys())
  const isNew = ({ row, digest }: ReadRow<CustomerRow>) =>
    references.get(row.externalId)?.contentDigest?.equals(digest) !== true
  const news = rows.filter(isNew)
  const owners = await findOwners(context, news)
  const wanted = new Set(owners.values())
  for (const read of rows) {
    const { externalId } = read.row
    const reference = references.get(externalId)
    if (reference && (isNew(read) || isRecurring(externalId))) wanted.add(reference.entityId)
  }
  const files = await lockCustomerFiles(
    tx,
    keys,
    [...wanted].map((id) => ({ id })),
  )
  return new KnownParties({ references, nameReferences, files, owners }, keys, scope)
}

async function findOwners(
  { tx, keys, institution }: ImportScope['context'],
  rows: readonly ReadRow<CustomerRow>[],
): Promise<Map<string, string>> {
  const people = rows.flatMap(({ row: { details } }) =>
    details.kind === 'person' && details.idNumber !== '' ? [details.idNumber] : [],
  )
  const companies = rows.flatMap(({ row: { details } }) =>
    details.kind === 'company' ? [details] : [],
  )
  const found = await listByNumbers(tx, institution.id, {
    idNumberHashes: people.map((number) => keys.blindIndex('id-number', number)),
    creditCodes: companies.map(({ creditCode }) => creditCode).filter((code) => code !== ''),
    leis: companies.map(({ lei }) => lei).filter((lei) => lei !== ''),
  })
  const owners = new Map<string, string>()
  for (const { id, idNumberHash, creditCode, lei } of found) {
    if (idNumberHash) owners.set(`id ${idNumberHash.toString('hex')}`, id)
    if (creditCode !== null) owners.set(numberKey('credit_code', creditCode), id)
    if (lei !== null) owners.set(numberKey('lei', lei), id)
  }
  return owners
}
