import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../../access/staff-context.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { sendMessage } from '../../messages/send-message.ts'
import { found } from '../../not-found.ts'
import { lockFile } from '../../customers/customer-file.queries.ts'
import { lockFileUpdate, setFileUpdate } from './file-updates.queries.ts'

export const AskFileUpdate = z.strictObject({ id: z.uuid(), answerBy: Day })
export const AnswerFileUpdate = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['unchanged', 'changed']),
  note: freeText(2, 500),
})

async function openUpdate(context: StaffContext, id: string) {
  const update = found(await lockFileUpdate(context, id), 'file-update')
  if (update.state === 'answered') throw new Refused('already-answered')
  return update
}

/** Asks the customer, in their inbox, to hand in what has changed; asked again, the new last day counts. */
export async function askFileUpdate(
  context: StaffContext,
  { id, answerBy }: z.output<typeof AskFileUpdate>,
): Promise<{ id: string }> {
  const { businessDay, staff } = context
  if (answerBy < businessDay) throw new Refused('due-in-the-past')
  const { customerId } = await openUpdate(context, id)
  const message = await sendMessage(context, {
    customerId,
    subject: '请更新您的资料',
    body: `按照贷后管理要求，请您于 ${answerBy} 前核对并更新留存我行的资料，如有变化请提交最新材料；如无变化也请回复确认。`,
  })
  const asked = { askedOn: businessDay, askedBy: staff.id, messageId: message.id, answerBy }
  await setFileUpdate(context, id, { state: 'asked', ...asked })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'file-update-asked',
    detail: { update: id, answerBy },
  })
  return { id }
}

/** What came of it; the next one is due after the usual time. */
export async function answerFileUpdate(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof AnswerFileUpdate>,
): Promise<{ id: string }> {
  const { businessDay, staff } = context
  const { customerId } = await openUpdate(context, id)
  await lockFile(context, customerId)
  const answered = { answeredOn: businessDay, answeredBy: staff.id, outcome, note }
  await setFileUpdate(context, id, { state: 'answered', ...answered })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'file-update-answered',
    detail: { update: id, outcome },
  })
  return { id }
}
