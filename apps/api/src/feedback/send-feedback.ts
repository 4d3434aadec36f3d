import { uuidv7 } from '@banyan/database'
import { freeText } from '@banyan/domain/customers/free-text'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { insertFeedback, setAnswer } from './feedback.queries.ts'

export const SendFeedback = z.strictObject({ page: freeText(1, 200), words: freeText(2, 1000) })
export const AnswerFeedback = z.strictObject({
  id: z.uuid(),
  state: z.enum(['seen', 'done']),
  answer: freeText(0, 500),
})

/** What somebody who works here thinks of a screen. */
export async function sendFeedback(
  context: StaffContext,
  { page, words }: z.infer<typeof SendFeedback>,
): Promise<{ id: string }> {
  const { institution, staff } = context
  const id = uuidv7()
  const made = { madeBy: staff.id, madeAt: context.now() }
  await insertFeedback(context, {
    institutionId: institution.id,
    id,
    page,
    words,
    state: 'new',
    ...made,
  })
  await recordAudit(context, {
    entity: 'staff',
    id: staff.id,
    action: 'feedback-sent',
    detail: { feedback: id, page },
  })
  return { id }
}

export async function answerFeedback(
  context: StaffContext,
  { id, state, answer }: z.infer<typeof AnswerFeedback>,
): Promise<{ id: string }> {
  found((await setAnswer(context, id, { state, answer })) || undefined, 'feedback')
  await recordAudit(context, {
    entity: 'staff',
    id: context.staff.id,
    action: 'feedback-answered',
    detail: { feedback: id, state },
  })
  return { id }
}
