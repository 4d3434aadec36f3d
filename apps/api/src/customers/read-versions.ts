import { differingFields } from '@banyan/domain/customers/changed-details'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import { fileVersion } from '@banyan/domain/customers/file-version'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { type FileRow, findFile } from './customer-file.queries.ts'
import { joinFile } from './file-body.ts'
import { openPersonal } from './open-file.ts'
import { shownFile } from './shown-file.ts'
import { listVersions, type VersionEntry } from './versions.queries.ts'

/** A version as it stood, personal data included: for rules and for masking, never for a reply. */
export function versionDetails(
  context: StaffContext,
  file: FileRow,
  entry: VersionEntry,
): CustomerDetails {
  return joinFile(entry.body, openPersonal(context, file, entry.pii), [])
}

export function versionSummary(
  { number }: FileRow,
  { version, validFrom, validTo, knownFrom, knownTo, reason, changedBy, source }: VersionEntry,
) {
  return {
    version,
    label: fileVersion(number, version),
    validFrom,
    validTo,
    knownFrom: knownFrom.toISOString(),
    knownTo: knownTo?.toISOString() ?? null,
    reason,
    changedBy,
    source,
  }
}

/** Every version of the file, the latest first, with the fields that each one changed. */
export async function readVersions(context: StaffContext, { id }: { id: string }) {
  const file = await findFile(context, id)
  const entries = await listVersions(context, id)
  const details = entries.map((entry) => versionDetails(context, file, entry))
  return entries.map((entry, index) => {
    const [after, before] = [details[index], details[index + 1]]
    const fields = after && before ? differingFields(before, after) : []
    return { ...versionSummary(file, entry), fields }
  })
}

/** One version as it stood, masked as the present one is, with what it changed field by field. */
export async function readVersion(
  context: StaffContext,
  { id, version }: { id: string; version: number },
) {
  const file = await findFile(context, id)
  const entries = await listVersions(context, id)
  const index = entries.findIndex((candidate) => candidate.version === version)
  const entry = found(entries[index], 'version')
  const previous = entries[index + 1]
  const details = versionDetails(context, file, entry)
  const before = previous && versionDetails(context, file, previous)
  context.noteAccess(id, `version ${version}`)
  return {
    ...versionSummary(file, entry),
    details: shownFile(context, details),
    before: before ? shownFile(context, before) : null,
    fields: before ? differingFields(before, details) : [],
  }
}
