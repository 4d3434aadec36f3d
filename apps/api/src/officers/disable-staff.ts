import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import { deleteSessionsOf } from '../access/accounts.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockStaff, setStaffStatus } from './staff.queries.ts'

export const StaffNamed = z.strictObject({
  staffId: z.uuid(),
  reason: z.string().trim().min(2).max(300),
})

/** Every session of theirs ends at once, on every device. */
export async function disableStaff(
  context: StaffContext,
  { staffId, reason }: z.infer<typeof StaffNamed>,
): Promise<void> {
  const { tx, institution, staff } = context
  if (staffId === staff.id) throw new Refused('own-account')
  const colleague = found(await lockStaff(tx, institution.id, staffId), 'staff')
  if (colleague.status === 'disabled') throw new Refused('already-disabled')
  await setStaffStatus(tx, institution.id, staffId, 'disabled')
  await deleteSessionsOf(tx, colleague.accountId)
  await recordAudit(context, {
    entity: 'staff',
    id: staffId,
    action: 'disabled',
    detail: { reason },
  })
}
