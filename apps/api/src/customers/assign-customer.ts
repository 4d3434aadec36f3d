import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { setOwner } from './customer-changes.queries.ts'
import { findBranchInScope, isManagerOf, lockFile } from './customer-file.queries.ts'

export const AssignCustomer = z.strictObject({
  id: z.uuid(),
  branchId: z.uuid(),
  /** Null leaves the customer with the branch. */
  officerId: z.uuid().nullable(),
})

/** Hands a customer to a branch and to one of its managers. */
export async function assignCustomer(
  context: StaffContext,
  { id, branchId, officerId }: z.infer<typeof AssignCustomer>,
): Promise<{ id: string }> {
  const file = await lockFile(context, id)
  await findBranchInScope(context, branchId)
  if (officerId !== null && !(await isManagerOf(context, officerId, branchId)))
    throw new Refused('officer-not-of-branch')
  const before = { branchId: file.branchId, officerId: file.officerId }
  const after = { branchId, officerId }
  if (before.branchId === branchId && before.officerId === officerId)
    throw new Refused('nothing-changed')
  await setOwner(context, id, after)
  await recordAudit(context, {
    entity: 'customer',
    id,
    action: 'assigned',
    detail: { before, after },
  })
  return { id }
}
