import type { Tx } from '@banyan/database'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { sql } from 'kysely'
import type { InstitutionKeys } from '../../access/keys.ts'
import { type FileBody, joinFile } from '../../customers/file-body.ts'
import { type Columns, insertRows } from '../../insert-rows.queries.ts'

export interface KnownNumber {
  id: string
  idNumberHash: Buffer | null
  creditCode: string | null
  lei: string | null
}

/** Customers by official numbers, whoever they are. */
export async function listByNumbers(
  tx: Tx,
  institutionId: string,
  numbers: { idNumberHashes: Buffer[]; creditCodes: string[]; leis: string[] },
): Promise<KnownNumber[]> {
  const { idNumberHashes, creditCodes, leis } = numbers
  if (idNumberHashes.length + creditCodes.length + leis.length === 0) return []
  const { rows } = await sql<KnownNumber>`
    select id, id_number_hash as "idNumberHash", credit_code as "creditCode", lei from customer
    where institution_id = ${institutionId} and id_number_hash = any(${idNumberHashes}::bytea[])
    union
    select id, id_number_hash, credit_code, lei from customer
    where institution_id = ${institutionId} and credit_code = any(${creditCodes}::text[])
    union
    select id, id_number_hash, credit_code, lei from customer
    where institution_id = ${institutionId} and lei = any(${leis}::text[])`.execute(tx)
  return rows
}

export interface CustomerFile {
  id: string
  number: string
  status: string
  fileVersion: number
  branchId: string
  officerId: string | null
  country: string
  source: string
  importBatchId: string | null
  createdBy: string
  createdAt: Date
  auditSeq: number
  wrapped: Buffer | null
  keyVersion: number | null
  details: CustomerDetails
  formerNames: string[]
}

interface StoredFile extends Omit<CustomerFile, 'details' | 'formerNames'> {
  body: FileBody
  pii: Buffer | null
  formerNames: string[] | null
}

/** Whole files as they stand, held in ascending id. `version` reads an earlier state of each instead. */
export async function lockCustomerFiles(
  tx: Tx,
  keys: InstitutionKeys,
  wanted: readonly { id: string; version?: number }[],
): Promise<Map<string, CustomerFile>> {
  if (wanted.length === 0) return new Map()
  const { institutionId } = keys
  const { rows } = await sql<StoredFile>`
    select c.id, c.number, c.status, c.file_version as "fileVersion", c.branch_id as "branchId",
      c.officer_id as "officerId", c.country, c.source, c.import_batch_id as "importBatchId",
      c.created_by as "createdBy", c.created_at as "createdAt", c.audit_seq as "auditSeq",
      k.wrapped, k.key_version as "keyVersion", v.body, v.pii,
      (select array_agg(n.name order by n.id) from party_name n
        where n.institution_id = c.institution_id and n.party_id = c.id and n.kind = 'former')
        as "formerNames"
    from unnest(${wanted.map(({ id }) => id)}::uuid[],
      ${wanted.map(({ version }) => version ?? null)}::int[]) as wanted(id, version)
    join customer c on c.institution_id = ${institutionId} and c.id = wanted.id
    join customer_version v on v.institution_id = c.institution_id and v.customer_id = c.id
      and v.version = coalesce(wanted.version, c.file_version)
    left join party_key k on k.institution_id = c.institution_id and k.party_id = c.id
    order by c.id
    for update of c`.execute(tx)
  return new Map(rows.map((row) => [row.id, opened(keys, row)]))
}

function opened(keys: InstitutionKeys, { body, pii, formerNames, ...file }: StoredFile) {
  const { id, wrapped, keyVersion } = file
  const personal =
    pii && wrapped && keyVersion !== null ? keys.openParty(id, wrapped, keyVersion, pii) : {}
  return { ...file, details: joinFile(body, personal, []), formerNames: formerNames ?? [] }
}

export interface FormerNameRow {
  institutionId: string
  id: string
  party: string
  partyId: string
  kind: string
  name: string
  plain: string
  grams: number[]
  pinyin: string
  initials: string
  branchId: string | null
  officerId: string | null
}

const nameColumns: Columns<FormerNameRow> = {
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

export function insertNames(tx: Tx, rows: readonly FormerNameRow[]): Promise<void> {
  return insertRows(tx, 'partyName', nameColumns, rows)
}

export async function deleteNames(
  tx: Tx,
  institutionId: string,
  partyIds: readonly string[],
): Promise<void> {
  await sql`
    delete from party_name
    where institution_id = ${institutionId} and party_id = any(${[...partyIds]}::uuid[])`.execute(
    tx,
  )
}

export async function listBranches(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('branch')
    .select(['id', 'code', 'name', 'parentId'])
    .where('institutionId', '=', institutionId)
    .execute()
}

/** Customers by their own numbers, C0000001. */
export async function listByCustomerNumbers(
  tx: Tx,
  institutionId: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ id: string; number: string }>`
    select id, number from customer
    where institution_id = ${institutionId} and number = any(${[...numbers]}::text[])`.execute(tx)
  return new Map(rows.map(({ number, id }) => [number, id]))
}

/** Which of these customers the importer may touch. */
export async function listWithinReach(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
  { branchIds, officerId }: { branchIds: readonly string[] | null; officerId: string | null },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from customer
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])
      and (${branchIds === null ? null : [...branchIds]}::uuid[] is null
        or branch_id = any(${branchIds === null ? null : [...branchIds]}::uuid[]))
      and (${officerId}::uuid is null or officer_id = ${officerId}::uuid)`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
