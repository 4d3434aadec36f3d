import { uuidv7 } from '@banyan/database'
import { type InflowFileRow, readInflowRow } from '@banyan/domain/imports/inflows-file'
import { noteSignals } from '../../signals/note-signals.ts'
import { insertChanges } from '../problems.queries.ts'
import { findParties } from './find-parties.ts'
import { type ImportedInflow, insertInflows, listKnownInflows } from './risk-rows.queries.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'

/** What came into customers' accounts in months that are over; another figure for a month replaces the one before. */
export const inflowImport: RowImport<InflowFileRow> = {
  readRow: readInflowRow,
  keysOf: ({ customerExternalId, month }) => [JSON.stringify([customerExternalId, month])],
  nameOf: () => '',
  take: takeInflows,
}

async function takeInflows(
  scope: ImportScope,
  rows: readonly ReadRow<InflowFileRow>[],
): Promise<Outcome[]> {
  const { context, place, isRehearsal } = scope
  const { tx, institution } = context
  const parties = await findParties(
    scope,
    rows.map(({ row }) => row.customerExternalId),
  )
  const known = await listKnownInflows(tx, institution.id, [...new Set(parties.values())])
  const made: ImportedInflow[] = []
  const outcomes = rows.map(({ row, digest }): Outcome => {
    const { customerExternalId: name, month, amount } = row
    const customerId = parties.get(name)
    if (customerId === undefined)
      return [{ column: 'customer_external_id', code: 'customer-not-found', value: name }]
    const key = `${customerId} ${month}`
    const before = scope.seen.get(key)
    if (before?.digest.equals(digest)) return 'unchanged'
    if (before) return [{ column: 'month', code: 'repeated-in-file', value: month }]
    scope.seen.add(key, { digest, name: '' })
    if (known.get(key) === amount) return 'unchanged'
    made.push(inflowOf(scope, row, customerId))
    return 'accepted'
  })
  await insertInflows(tx, made)
  if (isRehearsal) return outcomes
  await insertChanges(
    tx,
    made.map(({ id: entityId }) => {
      return { ...place, entity: 'inflow', entityId, change: 'created', before: null } as const
    }),
  )
  await noteSignals(
    context,
    made.map(({ customerId }) => ({ customerId, cause: 'event' })),
  )
  return outcomes
}

function inflowOf(
  { context: { institution, staff, now }, place, source }: ImportScope,
  { month, amount }: InflowFileRow,
  customerId: string,
): ImportedInflow {
  return {
    institutionId: institution.id,
    id: uuidv7(),
    customerId,
    month,
    amount,
    source,
    enteredBy: staff.id,
    enteredAt: now(),
    importBatchId: place.batchId,
  }
}
