import type { CustomerKind } from '@banyan/domain/customers/customer'
import type { CustomerStatus } from '@banyan/domain/customers/customer-status'
import { mergeRefusal, type MergeRefusal } from '@banyan/domain/customers/merge'
import type { StaffContext } from '../access/staff-context.ts'
import { type FileRow, findFile } from '../customers/customer-file.queries.ts'
import { findGroupOf, lockGroupOf } from '../groups/exposure.queries.ts'
import { findMergedInto } from './merging-customers.queries.ts'

export interface Pair {
  survivorId: string
  mergedId: string
}

/** Both customers under the locks that loans and approvals take, in the order of their ids. */
export async function lockPair(
  { tx, institution }: StaffContext,
  { survivorId, mergedId }: Pair,
): Promise<void> {
  for (const id of [survivorId, mergedId].sort()) await lockGroupOf(tx, institution.id, id)
}

async function mergingCustomer({ tx, institution }: StaffContext, file: FileRow) {
  return {
    id: file.id,
    kind: file.kind as CustomerKind,
    status: file.status as CustomerStatus,
    mergedInto: await findMergedInto({ tx, institution }, file.id),
    groupId: await findGroupOf(tx, institution.id, file.id),
  }
}

/** Why two customers within reach cannot become one, or null. */
export async function pairRefusal(
  context: StaffContext,
  { survivorId, mergedId }: Pair,
): Promise<MergeRefusal | null> {
  const survivor = await findFile(context, survivorId)
  const merged = await findFile(context, mergedId)
  return mergeRefusal(
    await mergingCustomer(context, survivor),
    await mergingCustomer(context, merged),
  )
}
