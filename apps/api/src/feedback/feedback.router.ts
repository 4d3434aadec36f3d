import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { feedbackStates, listFeedback } from './feedback.queries.ts'
import { AnswerFeedback, answerFeedback, SendFeedback, sendFeedback } from './send-feedback.ts'

const FeedbackPage = z.strictObject({
  state: z.enum(feedbackStates).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof FeedbackPage>) {
  const found = await listFeedback(context, { ...page, limit: page.limit + 1 })
  const rows = found
    .slice(0, page.limit)
    .map((row) => ({ ...row, madeAt: row.madeAt.toISOString() }))
  return { rows, next: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

export const feedback = createRouter({
  send: allowedTo('send feedback').write(SendFeedback, sendFeedback),
  list: allowedTo('see feedback').read(FeedbackPage, list),
  answer: allowedTo('answer feedback').write(AnswerFeedback, answerFeedback),
})
