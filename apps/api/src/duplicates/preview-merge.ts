import { differingFields } from '@banyan/domain/customers/changed-details'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile, findStanding } from '../customers/customer-file.queries.ts'
import { openFile } from '../customers/open-file.ts'
import { shownFile } from '../customers/shown-file.ts'
import { getExposure } from '../groups/exposure.queries.ts'
import { findOpenMerge } from './merge-cases.queries.ts'
import { countMoving } from './moving-rows.queries.ts'
import { pairRefusal } from './merging-customers.ts'

export const CustomerPair = z.strictObject({ survivorId: z.uuid(), mergedId: z.uuid() })

/** Two files side by side, what would move from the one to the other, and why it may not. */
export async function previewMerge(
  context: StaffContext,
  { survivorId, mergedId }: z.infer<typeof CustomerPair>,
) {
  const survivor = await side(context, survivorId)
  const merged = await side(context, mergedId)
  const pending = await findOpenMerge(context, [survivorId, mergedId])
  const refusal = (await pairRefusal(context, { survivorId, mergedId })) ?? null
  const [one, other] = [fieldsOf(survivor.shown.details), fieldsOf(merged.shown.details)]
  const before = { survivor: exposureOf(survivor), merged: exposureOf(merged) }
  return {
    survivor: survivor.shown,
    merged: merged.shown,
    differs: differingFields(survivor.details, merged.details).map((field) => ({
      field,
      survivor: one.get(field) ?? null,
      merged: other.get(field) ?? null,
    })),
    moves: await countMoving(context, mergedId),
    exposureBefore: before,
    exposureAfter: { survivor: before.survivor + before.merged },
    refusal: refusal ?? (pending ? ('merge-is-pending' as const) : null),
  }
}

const fieldsOf = (details: object) => new Map<string, unknown>(Object.entries(details))

async function side(context: StaffContext, id: string) {
  const { tx, institution, businessDay } = context
  const file = await findFile(context, id)
  const { details } = await openFile(context, file)
  const standing = await findStanding(context, id)
  const { customerUsed, customerReserved } = await getExposure(tx, {
    institutionId: institution.id,
    currency: institution.currency,
    businessDay,
    customerId: id,
  })
  return {
    details,
    shown: {
      id,
      number: file.number,
      name: shownName(context, file.kind, file.name),
      kind: file.kind,
      status: file.status,
      branchName: standing.branchName,
      groupName: context.hidesNames ? null : standing.groupName,
      used: customerUsed,
      reserved: customerReserved,
      details: shownFile(context, details),
    },
  }
}

function exposureOf({ shown }: Awaited<ReturnType<typeof side>>): number {
  return shown.used + shown.reserved
}
