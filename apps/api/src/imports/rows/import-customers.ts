import { uuidv7 } from '@banyan/database'
import { isPartial } from '@banyan/domain/customers/customer'
import { customerNumber } from '@banyan/domain/customers/file-version'
import { type CustomerRow, readCustomerRow } from '@banyan/domain/imports/customers-file'
import { customerRows } from '../../customers/customer-rows.ts'
import { insertCustomers } from '../../customers/customers.queries.ts'
import { raiseConflicts } from '../../evidence/raise-conflicts.ts'
import { takeNumbers } from '../../officers/officers.queries.ts'
import { insertChanges } from '../problems.queries.ts'
import { setReferences } from '../references.queries.ts'
import { customerKeys } from './customer-keys.ts'
import { type CustomerPlan, planCustomers, type PlannedCreation } from './plan-customers.ts'
import { reviseCustomers } from './revise-customers.ts'
import type { ImportScope, Outcome, ReadRow, RowImport } from './row-import.ts'

const portion = 500

/** Parties, made or brought up to date by their external id or an official number. */
export const customerImport: RowImport<CustomerRow> = {
  readRow: readCustomerRow,
  keysOf: customerKeys,
  nameOf: ({ details }) => details.name,
  take: takeCustomers,
}

async function takeCustomers(
  scope: ImportScope,
  rows: readonly ReadRow<CustomerRow>[],
): Promise<Outcome[]> {
  const plan = await planCustomers(scope, rows)
  await createCustomers(scope, plan.creations)
  await reviseCustomers(scope.context, plan.revisions)
  await raiseConflicts(scope.context, plan.disagreements, scope.place.batchId)
  await keepTraces(scope, plan)
  return plan.outcomes
}

/** While the database takes one portion the next one is built. */
export async function createCustomers(
  scope: ImportScope,
  creations: readonly PlannedCreation[],
): Promise<void> {
  if (creations.length === 0) return
  const { context, isRehearsal } = scope
  const { tx, institution } = context
  const first = isRehearsal
    ? null
    : await takeNumbers(tx, institution.id, 'customer', creations.length)
  let written: Promise<void> = Promise.resolve()
  for (let at = 0; at < creations.length; at += portion) {
    const built = creations
      .slice(at, at + portion)
      .map((creation, index) =>
        newCustomer(scope, creation, first === null ? null : first + at + index),
      )
    await written
    written = insertCustomers(tx, built)
    written.catch(() => undefined)
  }
  await written
}

function newCustomer(scope: ImportScope, creation: PlannedCreation, serial: number | null) {
  const { context, place, source } = scope
  const { keys, staff, businessDay } = context
  const { id, details, branchId, officerId, country, formerNames, isNameless } = creation
  const rows = customerRows(
    keys,
    {
      id,
      number: serial === null ? `rehearsed-${uuidv7()}` : customerNumber(serial),
      status: 'active',
      branchId,
      officerId,
      source,
      importBatchId: place.batchId,
      createdBy: staff.id,
      createdAt: context.now(),
      validFrom: businessDay,
      reason: 'imported',
      country,
      otherNames: formerNames.map((name) => ({ kind: 'former', name })),
    },
    details,
  )
  rows.customer.isPartial = isNameless || isPartial(details)
  return rows
}

async function keepTraces(scope: ImportScope, plan: CustomerPlan): Promise<void> {
  const { context, place, source, isRehearsal } = scope
  const { tx, institution } = context
  const of = (kind: 'customer' | 'customer-name') => ({
    institutionId: institution.id,
    kind,
    source,
  })
  await setReferences(tx, of('customer'), plan.references)
  await setReferences(tx, of('customer-name'), plan.nameReferences)
  if (isRehearsal) return
  const change = { ...place, entity: 'customer' } as const
  await insertChanges(tx, [
    ...plan.creations.map(({ id }) => ({
      ...change,
      entityId: id,
      change: 'created' as const,
      before: JSON.stringify({ after: 1 }),
    })),
    ...plan.revisions.map(({ file }) => ({
      ...change,
      entityId: file.id,
      change: 'updated' as const,
      before: JSON.stringify({
        version: file.fileVersion,
        after: file.fileVersion + 1,
        branchId: file.branchId,
        formerNames: file.formerNames,
      }),
    })),
  ])
}
