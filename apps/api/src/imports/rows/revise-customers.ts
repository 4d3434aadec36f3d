import { differingFields } from '@banyan/domain/customers/changed-details'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import type { StaffContext } from '../../access/staff-context.ts'
import { endVerifications } from '../../evidence/conflicts.queries.ts'
import { customerRows } from '../../customers/customer-rows.ts'
import { splitFile } from '../../customers/file-body.ts'
import { touch } from '../../touched.ts'
import { type CustomerFile, deleteNames, insertNames } from './customer-files.queries.ts'
import { type RevisedCustomer, setRevisedCustomers } from './revise-customers.queries.ts'

export interface Revision {
  file: CustomerFile
  details: CustomerDetails
  branchId: string
  country: string
  formerNames: readonly string[]
  reason: string
  /** Where the new version comes from. */
  source: string
}

/** New versions of files that are held: the state, its version, its searchable names. */
export async function reviseCustomers(
  context: StaffContext,
  revisions: readonly Revision[],
): Promise<void> {
  if (revisions.length === 0) return
  const { tx, institution, staff, businessDay } = context
  const at = context.now()
  touch(
    tx,
    'customer',
    revisions.map(({ file }) => file.id),
  )
  const rows = revisions.map((revision) => revisedRows(context, revision, at))
  await setRevisedCustomers(
    tx,
    rows.map(({ revised }) => revised),
    { institutionId: institution.id, changedBy: staff.id, at, validFrom: businessDay },
  )
  await endVerifications(
    tx,
    institution.id,
    rows.map(({ revised }) => ({ customerId: revised.id, fields: revised.fields })),
    at,
  )
  await deleteNames(
    tx,
    institution.id,
    revisions.map(({ file }) => file.id),
  )
  await insertNames(
    tx,
    rows.flatMap(({ names }) => names),
  )
}

function revisedRows({ keys, staff, businessDay }: StaffContext, revision: Revision, at: Date) {
  const { file, details, branchId, country, reason } = revision
  const formerNames = revision.formerNames.filter((name) => name !== details.name)
  const built = customerRows(
    keys,
    {
      ...file,
      status: 'active',
      branchId,
      country,
      validFrom: businessDay,
      reason,
      createdBy: staff.id,
      otherNames: formerNames.map((name) => ({ kind: 'former', name })),
    },
    details,
  )
  const { personal } = splitFile(details)
  const { id, wrapped, keyVersion } = file
  const hasKey = wrapped !== null && keyVersion !== null
  const isBare = built.customer.pii === null
  const pii =
    hasKey && !isBare ? keys.resealParty(id, wrapped, keyVersion, personal) : built.customer.pii
  const piiKeyVersion = hasKey && !isBare ? keyVersion : built.customer.piiKeyVersion
  const revised: RevisedCustomer = {
    ...built.customer,
    fileVersion: file.fileVersion + 1,
    changedAt: at,
    pii,
    piiKeyVersion,
    body: built.version.body,
    reason,
    versionSource: revision.source,
    fields: differingFields(file.details, details),
    wrapped: hasKey ? null : (built.key?.wrapped ?? null),
  }
  return { revised, names: built.names }
}
