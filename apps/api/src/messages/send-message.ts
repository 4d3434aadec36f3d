import { uuidv7 } from '@banyan/database'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { insertMessage } from './messages.queries.ts'

export const SendMessage = z.strictObject({
  customerId: z.uuid(),
  subject: freeText(2, 100),
  body: freeText(2, 2000),
})

/** Puts a message into the borrower's inbox, where it waits to be read. It is never changed. */
export async function sendMessage(
  context: StaffContext,
  { customerId, subject, body }: z.infer<typeof SendMessage>,
): Promise<{ id: string }> {
  const file = await lockFile(context, customerId)
  if (file.status === 'closed') throw new Refused('customer-is-closed')
  const id = uuidv7()
  await insertMessage(context, {
    institutionId: context.institution.id,
    id,
    customerId,
    subject,
    body,
    sentBy: context.staff.id,
    sentAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'message-sent',
    detail: { message: id },
  })
  return { id }
}
