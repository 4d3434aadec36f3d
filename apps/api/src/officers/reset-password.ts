import { Refused } from '@banyan/domain/refused'
import type { z } from 'zod'
import { deleteSessionsOf } from '../access/accounts.queries.ts'
import { makePasswordLink, type PasswordLink } from '../access/password-link.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import type { StaffNamed } from './disable-staff.ts'
import { lockStaff } from './staff.queries.ts'

/** Gives a one-time link to hand to the colleague; their sessions end, their old password works until it is used. */
export async function resetPassword(
  context: StaffContext,
  { staffId, reason }: z.infer<typeof StaffNamed>,
): Promise<PasswordLink> {
  const { tx, institution, staff, now } = context
  if (staffId === staff.id) throw new Refused('own-account')
  const colleague = found(await lockStaff(tx, institution.id, staffId), 'staff')
  await deleteSessionsOf(tx, colleague.accountId)
  await recordAudit(context, {
    entity: 'staff',
    id: staffId,
    action: 'password reset',
    detail: { reason },
  })
  return makePasswordLink(tx, colleague.accountId, staff.number, now())
}
