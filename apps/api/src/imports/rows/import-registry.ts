import { uuidv7 } from '@banyan/database'
import { readRegistryRow, type RegistryFileRow } from '@banyan/domain/imports/registry-file'
import { Refused } from '@banyan/domain/refused'
import { listFieldSources } from '../../evidence/conflicts.queries.ts'
import { raiseConflicts } from '../../evidence/raise-conflicts.ts'
import { listRegisteredCustomers } from '../../evidence/registered-customers.queries.ts'
import { registryDisagreements } from '../../evidence/registry-differences.ts'
import {
  listRegistryRecords,
  type RegistryRow,
  setRegistryRecords,
} from '../../evidence/registry-records.queries.ts'
import { noteSignals } from '../../signals/note-signals.ts'
import { insertChanges } from '../problems.queries.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'

/** What the public register says of companies: the institution's own copy, which fills and checks files. */
export const registryImport: RowImport<RegistryFileRow> = {
  readRow: readRegistryRow,
  keysOf: ({ creditCode }) => [creditCode],
  nameOf: ({ name }) => name,
  take: takeRegistry,
}

async function takeRegistry(
  scope: ImportScope,
  rows: readonly ReadRow<RegistryFileRow>[],
): Promise<Outcome[]> {
  const { context, seen } = scope
  const { tx, institution } = context
  if (context.scope.reach !== 'institution') throw new Refused('registry-is-for-the-institution')
  const codes = rows.map(({ row }) => row.creditCode)
  const known = await listRegistryRecords(tx, institution.id, codes)
  const news: ReadRow<RegistryFileRow>[] = []
  const outcomes = rows.map((read): Outcome => {
    const { creditCode, name } = read.row
    const before = seen.get(creditCode)
    if (before?.digest.equals(read.digest)) return 'unchanged'
    if (before) return [{ column: 'credit_code', code: 'repeated-in-file', value: creditCode }]
    seen.add(creditCode, { digest: read.digest, name })
    if (isSame(scope, known.get(creditCode), read.row)) return 'unchanged'
    news.push(read)
    return 'accepted'
  })
  await keepRecords(scope, known, news)
  return outcomes
}

/** Whether the register says again what it said, from the same source. */
function isSame(
  { context: { keys }, source }: ImportScope,
  record: RegistryRow | undefined,
  row: RegistryFileRow,
): boolean {
  if (record === undefined) return false
  const { addressSealed, creditCode } = record
  const address = addressSealed
    ? keys.openBytes('registry_record', creditCode, addressSealed).toString('utf8')
    : ''
  return (
    record.source === source &&
    record.name === row.name &&
    (record.legalRepresentative ?? '') === row.legalRepresentative &&
    record.registeredCapital === row.registeredCapital &&
    record.establishedOn === row.establishedOn &&
    (record.status ?? '') === row.status &&
    record.industrySection === row.industrySection &&
    record.companyType === row.companyType &&
    address === row.address
  )
}

async function keepRecords(
  scope: ImportScope,
  known: ReadonlyMap<string, RegistryRow>,
  news: readonly ReadRow<RegistryFileRow>[],
): Promise<void> {
  const { context, place, isRehearsal } = scope
  const { tx } = context
  const codes = news.map(({ row }) => row.creditCode)
  const records = news.map(({ row }) => recordOf(scope, row))
  await setRegistryRecords(tx, records)
  await raiseDifferences(scope, new Map(records.map((record) => [record.creditCode, record])))
  if (isRehearsal) return
  await insertChanges(
    tx,
    codes.map((creditCode) => ({
      ...place,
      entity: 'registry' as const,
      entityId: uuidv7(),
      change: known.has(creditCode) ? ('updated' as const) : ('created' as const),
      before: JSON.stringify({ creditCode, record: known.get(creditCode) ?? null }),
    })),
  )
}

function recordOf({ context, place, source }: ImportScope, row: RegistryFileRow): RegistryRow {
  const { keys, institution, now } = context
  const { address, legalRepresentative, status, ...rest } = row
  const seal = () => keys.sealBytes('registry_record', row.creditCode, Buffer.from(address))
  return {
    institutionId: institution.id,
    ...rest,
    legalRepresentative: legalRepresentative || null,
    status: status || null,
    addressSealed: address === '' ? null : seal(),
    source,
    importBatchId: place.batchId,
    loadedAt: now(),
  }
}

async function raiseDifferences(
  { context, place, isRehearsal }: ImportScope,
  records: ReadonlyMap<string, RegistryRow>,
): Promise<void> {
  const { tx, institution } = context
  const customers = await listRegisteredCustomers(tx, institution.id, [...records.keys()])
  const ids = customers.map(({ id }) => id)
  const sources = await listFieldSources(tx, institution.id, ids)
  const disagreements = customers.flatMap((customer) => {
    const record = records.get(customer.creditCode)
    const sourceOf = (field: string) =>
      sources.get(`${customer.id}|${field}`) ?? sources.get(customer.id) ?? customer.source
    return record ? registryDisagreements(customer.id, { facts: customer, sourceOf }, record) : []
  })
  await raiseConflicts(context, disagreements, place.batchId)
  if (isRehearsal) return
  const differing = new Set(disagreements.map(({ customerId }) => customerId))
  await noteSignals(
    context,
    ids.map((customerId) => ({
      customerId,
      cause: differing.has(customerId) ? 'register' : 'register-seen',
    })),
  )
}
