import { Day } from '@banyan/domain/calendar'
import { differingFields } from '@banyan/domain/customers/changed-details'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { found } from '../not-found.ts'
import { findFile } from './customer-file.queries.ts'
import { versionDetails, versionSummary } from './read-versions.ts'
import { shownFile } from './shown-file.ts'
import { listVersions } from './versions.queries.ts'

const Version = z.int32().positive()
export const TwoVersions = z.strictObject({ id: z.uuid(), from: Version, to: Version })

/** Two versions side by side: every field in which they differ, both values as the present file shows them. */
export async function compareVersions(
  context: StaffContext,
  { id, from, to }: z.infer<typeof TwoVersions>,
) {
  const file = await findFile(context, id)
  const entries = await listVersions(context, id)
  const entryOf = (version: number) =>
    found(
      entries.find((entry) => entry.version === version),
      'version',
    )
  const [one, other] = [entryOf(from), entryOf(to)]
  const [before, after] = [one, other].map((entry) => versionDetails(context, file, entry))
  if (!before || !after) throw new Error('two versions have two states')
  const shownBefore = new Map<string, unknown>(Object.entries(shownFile(context, before)))
  const shownAfter = new Map<string, unknown>(Object.entries(shownFile(context, after)))
  context.noteAccess(id, `versions ${from} and ${to}`)
  return {
    from: versionSummary(file, one),
    to: versionSummary(file, other),
    fields: differingFields(before, after).map((field) => ({
      field,
      before: shownBefore.get(field) ?? null,
      after: shownAfter.get(field) ?? null,
    })),
  }
}

export const FileAsOf = z.strictObject({
  id: z.uuid(),
  on: Day,
  /** Null: as we know it now. */
  knownAt: z.iso.datetime().nullable(),
})

/** The file as it was true on a day, as far as it was known at an instant; NotFound when nothing was known yet. */
export async function readFileAsOf(
  context: StaffContext,
  { id, on, knownAt }: z.infer<typeof FileAsOf>,
) {
  const file = await findFile(context, id)
  const entries = await listVersions(context, id)
  const at = knownAt === null ? context.now() : new Date(knownAt)
  const known = entries.filter(({ knownFrom }) => knownFrom <= at)
  // The end of a version is written down only when the next becomes known.
  const entry = found(
    known.find(
      ({ validFrom, validTo, knownTo }) =>
        validFrom <= on &&
        (validTo === null || validTo >= on || (knownTo !== null && knownTo > at)),
    ),
    'version',
  )
  context.noteAccess(id, `file on ${on}`)
  const details = shownFile(context, versionDetails(context, file, entry))
  return { ...versionSummary(file, entry), details }
}
