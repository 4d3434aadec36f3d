import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { textField } from '@banyan/domain/customers/field-schemas'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { insertContact } from './contacts.queries.ts'

export const LogContact = z.strictObject({
  customerId: z.uuid(),
  channel: z.enum(['visit', 'phone', 'message', 'meeting']),
  happenedOn: Day,
  note: textField(2000).min(2, 'missing'),
})

/** What was said, when and by whom: kept with the customer, never changed. */
export async function logContact(
  context: StaffContext,
  { customerId, channel, happenedOn, note }: z.infer<typeof LogContact>,
): Promise<{ id: string }> {
  if (happenedOn > context.businessDay) throw new Refused('in-the-future')
  await lockFile(context, customerId)
  const id = uuidv7()
  await insertContact(context, {
    institutionId: context.institution.id,
    id,
    customerId,
    channel,
    happenedOn,
    note,
    staffId: context.staff.id,
    createdAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'contact-logged',
    detail: { contactId: id, channel, happenedOn },
  })
  return { id }
}
