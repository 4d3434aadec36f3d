import type { CustomerKind } from './customer.ts'
import type { CustomerStatus } from './customer-status.ts'

export interface MergingCustomer {
  id: string
  kind: CustomerKind
  status: CustomerStatus
  mergedInto: string | null
  groupId: string | null
}

export type MergeRefusal =
  | 'same-customer'
  | 'another-kind'
  | 'already-merged'
  | 'customer-is-closed'
  | 'in-different-groups'

/**
 * Why two files cannot become one, or null. Customers of different management groups are brought together by
 * merging the groups first, which is an act with a review of its own.
 */
export function mergeRefusal(
  survivor: MergingCustomer,
  merged: MergingCustomer,
): MergeRefusal | null {
  if (survivor.id === merged.id) return 'same-customer'
  if (survivor.kind !== merged.kind) return 'another-kind'
  if (survivor.mergedInto !== null || merged.mergedInto !== null) return 'already-merged'
  if (survivor.status === 'closed' || merged.status === 'closed') return 'customer-is-closed'
  const isApart =
    survivor.groupId !== null && merged.groupId !== null && survivor.groupId !== merged.groupId
  return isApart ? 'in-different-groups' : null
}
