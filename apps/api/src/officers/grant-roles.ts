import { roles, separationRefusal } from '@banyan/domain/access/roles'
import { Refused, refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockStaff, setStaffRoles } from './staff.queries.ts'

export const RoleGrant = z.strictObject({
  staffId: z.uuid(),
  roles: z.array(z.enum(roles)).max(roles.length),
})

/** Counts from the next call on. Nobody grants roles to themselves. */
export async function grantRoles(
  context: StaffContext,
  { staffId, roles: granted }: z.infer<typeof RoleGrant>,
): Promise<void> {
  const { tx, institution, staff } = context
  if (staffId === staff.id) throw new Refused('own-roles')
  const colleague = found(await lockStaff(tx, institution.id, staffId), 'staff')
  const held = [...new Set(granted)].sort()
  refuseIf(separationRefusal(held))
  await setStaffRoles(tx, institution.id, staffId, held)
  const detail = { before: colleague.roles, after: held }
  await recordAudit(context, { entity: 'staff', id: staffId, action: 'roles granted', detail })
}
