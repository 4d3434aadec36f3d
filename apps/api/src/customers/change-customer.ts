import { addDays, type Day, day } from '@banyan/domain/calendar'
import {
  ChangedDetails,
  changedFile,
  differingFields,
} from '@banyan/domain/customers/changed-details'
import {
  type CustomerDetails,
  customerProblems,
  isPartial,
  keptDetails,
} from '@banyan/domain/customers/customer'
import { fileVersion } from '@banyan/domain/customers/file-version'
import { Conflict, Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { PersonalData } from '../access/keys.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { endVerifications } from '../evidence/conflicts.queries.ts'
import { compareWithRegistry } from '../evidence/registry-differences.ts'
import { findAlike } from '../likeness/find-alike.ts'
import { keepSuggestions } from '../likeness/keep-suggestions.ts'
import {
  endVersion,
  insertKey,
  insertName,
  insertVersion,
  removeShortName,
  setColumns,
  turnNameFormer,
} from './customer-changes.queries.ts'
import { type FileRow, lockFile } from './customer-file.queries.ts'
import { detailColumns, indexColumns, isEmpty } from './customer-rows.ts'
import { splitFile } from './file-body.ts'
import { asTaken, refuseTaken } from './identifiers-taken.ts'
import { nameRow } from './name-rows.ts'
import { openFile } from './open-file.ts'

export const ChangeCustomer = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int32().positive(),
  details: ChangedDetails,
  /** Why the file changes: kept with the version. */
  reason: z.string().trim().min(2, 'missing').max(200, 'too-long'),
})
export type ChangeCustomer = z.infer<typeof ChangeCustomer>

/** Keeps a new version of the file beside the old one. The number and everything that points at it stay. */
export async function changeCustomer(context: StaffContext, change: ChangeCustomer) {
  const file = await lockFile(context, change.id)
  if (file.fileVersion !== change.expectedVersion) throw new Conflict('stale-version')
  if (file.kind !== change.details.kind) throw new Refused('kind-cannot-change')
  if (file.status === 'closed') throw new Refused('customer-is-closed')
  const { details: before } = await openFile(context, file)
  const after = keptDetails(changedFile(change.details, before))
  return keepChange(context, file, { before, after, reason: change.reason, source: 'portal' })
}

/** A new version of a locked file out of checked details, from whichever source; refused as a change is. */
export async function keepChange(
  context: StaffContext,
  file: FileRow,
  change: { before: CustomerDetails; after: CustomerDetails; reason: string; source: string },
) {
  const { before, after, reason, source } = change
  const fields = differingFields(before, after)
  refuseIf(fields.length === 0 ? 'nothing-changed' : null)
  const problems = customerProblems(after, context.businessDay)
  if (problems.length > 0) throw new Refused('file-has-problems', { problems })
  refuseIf(file.status !== 'draft' && isPartial(after) ? 'known-only-in-part' : null)
  const version = file.fileVersion + 1
  await keepVersion(context, file, { after, reason, source, fields })
  await keepNames(context, file, before, after)
  await keepEvidence(context, file, { after, fields, source })
  await recordAudit(context, {
    entity: 'customer',
    id: file.id,
    action: 'changed',
    detail: { from: file.fileVersion, to: version, fields, reason },
  })
  return { id: file.id, version, label: fileVersion(file.number, version) }
}

/** Proof of a value that changed is gone; what the register says otherwise is raised. */
async function keepEvidence(
  context: StaffContext,
  { id }: FileRow,
  { after, fields, source }: { after: CustomerDetails; fields: string[]; source: string },
): Promise<void> {
  const { tx, institution, now } = context
  await keepSuggestions(context, id, await findAlike(context, after, id))
  await endVerifications(tx, institution.id, [{ customerId: id, fields }], now())
  if (after.kind === 'person' || source === 'registry') return
  const { creditCode, ...facts } = after
  await compareWithRegistry(context, { id, creditCode, source, facts })
}

async function keepVersion(
  context: StaffContext,
  file: FileRow,
  change: { after: CustomerDetails; reason: string; source: string; fields: string[] },
): Promise<void> {
  const { after, reason, source, fields } = change
  const { keys, institution, staff, businessDay } = context
  const { body, personal } = splitFile(after)
  const columns = { ...detailColumns(after), ...indexColumns(keys, personal) }
  await refuseTaken(context, columns, file.id)
  const { pii, keyVersion: piiKeyVersion } = await sealAgain(context, file, personal)
  const at = context.now()
  const version = file.fileVersion + 1
  await endVersion(context, file.id, file.fileVersion, lastDayOf(file, businessDay))
  await insertVersion(context, {
    institutionId: institution.id,
    customerId: file.id,
    version,
    body: JSON.stringify(body),
    pii,
    piiKeyVersion,
    validFrom: businessDay,
    validTo: null,
    knownFrom: at,
    knownTo: null,
    changedBy: staff.id,
    reason,
    source,
    fields,
  })
  const kept = { ...columns, isPartial: isPartial(after), fileVersion: version, changedAt: at }
  await setColumns(context, file.id, { ...kept, pii, piiKeyVersion }).catch((error: unknown) => {
    throw asTaken(error)
  })
}

/** A version corrected on the day it began was never true for a whole day. */
function lastDayOf({ validFrom }: FileRow, today: Day): Day {
  return validFrom < today ? addDays(today, -1) : day(validFrom)
}

async function sealAgain(
  context: StaffContext,
  { id, wrapped, keyVersion }: FileRow,
  personal: PersonalData,
): Promise<{ pii: Buffer | null; keyVersion: number | null }> {
  const { keys, institution } = context
  if (isEmpty(personal)) return { pii: null, keyVersion: null }
  if (wrapped !== null && keyVersion !== null) {
    return { pii: keys.resealParty(id, wrapped, keyVersion, personal), keyVersion }
  }
  const sealed = keys.sealParty(id, personal)
  const key = { wrapped: sealed.wrapped, keyVersion: sealed.keyVersion }
  await insertKey(context, { institutionId: institution.id, partyId: id, ...key })
  return { pii: sealed.pii, keyVersion: sealed.keyVersion }
}

async function keepNames(
  context: StaffContext,
  { id, branchId, officerId, kind }: FileRow,
  before: CustomerDetails,
  after: CustomerDetails,
): Promise<void> {
  const owner = { institutionId: context.institution.id, partyId: id, branchId, officerId }
  if (before.name !== after.name) {
    const current = nameRow(owner, kind, { kind: 'current', name: after.name })
    await turnNameFormer(context, id)
    await insertName(context, current.row)
    await setColumns(context, id, { name: after.name, nameSort: current.sort })
  }
  const [short, shortBefore] = [shortNameOf(after), shortNameOf(before)]
  if (short === shortBefore) return
  await removeShortName(context, id)
  if (short !== '') {
    await insertName(context, nameRow(owner, kind, { kind: 'short', name: short }).row)
  }
}

function shortNameOf(details: CustomerDetails): string {
  return details.kind === 'company' ? details.shortName : ''
}
