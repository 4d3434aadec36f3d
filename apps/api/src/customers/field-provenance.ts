import { differingFields } from '@banyan/domain/customers/changed-details'
import type { CustomerDetails } from '@banyan/domain/customers/customer'
import type { VersionEntry } from './versions.queries.ts'

/**
 * For each field the version that gave it its present value; `entries` are all versions, the latest first. Where
 * a version does not say what it changed, `detailsOf` opens it and the one before.
 */
export function fieldProvenance(
  fields: readonly string[],
  entries: readonly VersionEntry[],
  detailsOf: (entry: VersionEntry) => CustomerDetails,
): Map<string, VersionEntry> {
  const origins = new Map<string, VersionEntry>()
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index + 1]
    const changed = previous
      ? (entry.fields ?? differingFields(detailsOf(previous), detailsOf(entry)))
      : fields
    for (const field of changed) if (!origins.has(field)) origins.set(field, entry)
  }
  return origins
}
