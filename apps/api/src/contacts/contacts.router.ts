import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listContacts } from './contacts.queries.ts'
import { LogContact, logContact } from './log-contact.ts'

const ContactPage = z.strictObject({
  customerId: z.uuid(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(
  context: StaffContext,
  { customerId, cursor, limit }: z.output<typeof ContactPage>,
) {
  await findFile(context, customerId)
  const found = await listContacts(context, customerId, { cursor, limit: limit + 1 })
  const rows = found
    .slice(0, limit)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

export const contacts = createRouter({
  list: allowedTo('see customers').read(ContactPage, list),
  log: allowedTo('log contacts').write(LogContact, logContact),
})
