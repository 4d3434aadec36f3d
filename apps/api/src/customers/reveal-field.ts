import { personalFields } from '@banyan/domain/customers/changed-details'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from './customer-file.queries.ts'
import { openPersonal } from './open-file.ts'

export const RevealField = z.strictObject({
  id: z.uuid(),
  field: z.enum(personalFields),
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

/** One personal field in plain text, on the record with its reason. The reply is kept nowhere. */
export async function revealField(
  context: StaffContext,
  { id, field, reason }: z.infer<typeof RevealField>,
): Promise<{ value: string }> {
  const file = await lockFile(context, id)
  const value = openPersonal(context, file, file.pii)[field] ?? ''
  await recordAudit(context, {
    entity: 'customer',
    id,
    action: 'revealed',
    detail: { field, reason },
  })
  context.noteAccess(id, field)
  return { value }
}
