import { Refused } from '@banyan/domain/refused'
import type { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import type { StaffNamed } from './disable-staff.ts'
import { lockStaff, setStaffStatus } from './staff.queries.ts'

/** Lets a colleague sign in again, with the roles they had. */
export async function enableStaff(
  context: StaffContext,
  { staffId, reason }: z.infer<typeof StaffNamed>,
): Promise<void> {
  const { tx, institution } = context
  const colleague = found(await lockStaff(tx, institution.id, staffId), 'staff')
  if (colleague.status === 'active') throw new Refused('already-active')
  await setStaffStatus(tx, institution.id, staffId, 'active')
  await recordAudit(context, {
    entity: 'staff',
    id: staffId,
    action: 'enabled',
    detail: { reason },
  })
}
