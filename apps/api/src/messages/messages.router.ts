import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listMessages } from './messages.queries.ts'
import { SendMessage, sendMessage } from './send-message.ts'

const MessagePage = z.strictObject({
  customerId: z.uuid(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(
  context: StaffContext,
  { customerId, cursor, limit }: z.output<typeof MessagePage>,
) {
  await findFile(context, customerId)
  const found = await listMessages(context, customerId, { cursor, limit: limit + 1 })
  const rows = found.slice(0, limit).map((row) => ({
    ...row,
    sentAt: row.sentAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

export const messages = createRouter({
  list: allowedTo('see customers').read(MessagePage, list),
  send: allowedTo('send messages').write(SendMessage, sendMessage),
})
