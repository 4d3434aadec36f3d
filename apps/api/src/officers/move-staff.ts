import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { findBranch, lockStaff, setStaffBranch } from './staff.queries.ts'

export const StaffMove = z.strictObject({ staffId: z.uuid(), branchId: z.uuid() })

/** To another branch; their customers stay with them until they are assigned anew. */
export async function moveStaff(
  context: StaffContext,
  { staffId, branchId }: z.infer<typeof StaffMove>,
): Promise<void> {
  const { tx, institution } = context
  const colleague = found(await lockStaff(tx, institution.id, staffId), 'staff')
  found(await findBranch(tx, institution.id, branchId), 'branch')
  if (colleague.branchId === branchId) throw new Refused('already-in-this-branch')
  await setStaffBranch(tx, institution.id, staffId, branchId)
  const detail = { before: colleague.branchId, after: branchId }
  await recordAudit(context, { entity: 'staff', id: staffId, action: 'moved', detail })
}
