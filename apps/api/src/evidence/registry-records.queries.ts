import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

export interface RegistryRow {
  institutionId: string
  creditCode: string
  name: string
  legalRepresentative: string | null
  registeredCapital: number | null
  establishedOn: Day | null
  status: string | null
  addressSealed: Buffer | null
  industrySection: string | null
  companyType: string | null
  source: string
  importBatchId: string | null
  loadedAt: Date
}

const columns: Columns<RegistryRow> = {
  institutionId: 'uuid',
  creditCode: 'text',
  name: 'text',
  legalRepresentative: 'text',
  registeredCapital: 'bigint',
  establishedOn: 'date',
  status: 'text',
  addressSealed: 'bytea',
  industrySection: 'text',
  companyType: 'text',
  source: 'text',
  importBatchId: 'uuid',
  loadedAt: 'timestamptz',
}

export async function listRegistryRecords(
  tx: Tx,
  institutionId: string,
  creditCodes: readonly string[],
): Promise<Map<string, RegistryRow>> {
  if (creditCodes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('registryRecord')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`credit_code = any(${[...creditCodes]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.creditCode, row as RegistryRow]))
}

/** What the register says now takes the place of what it said. */
export async function setRegistryRecords(tx: Tx, rows: readonly RegistryRow[]): Promise<void> {
  const [first] = rows
  if (!first) return
  await deleteRegistryRecords(
    tx,
    first.institutionId,
    rows.map(({ creditCode }) => creditCode),
  )
  await insertRows(tx, 'registryRecord', columns, rows)
}

export async function deleteRegistryRecords(
  tx: Tx,
  institutionId: string,
  creditCodes: readonly string[],
): Promise<void> {
  await sql`
    delete from registry_record
    where institution_id = ${institutionId} and credit_code = any(${[...creditCodes]}::text[])`.execute(
    tx,
  )
}
