import { documentKinds } from '@banyan/domain/documents/document-kinds'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listDocuments } from './documents.queries.ts'
import { RemoveDocument, removeDocument } from './remove-document.ts'

const DocumentFilter = z.strictObject({
  customerId: z.uuid().optional(),
  applicationId: z.uuid().optional(),
  kind: z.enum(documentKinds).optional(),
  text: z.string().trim().max(100).optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, filter: z.output<typeof DocumentFilter>) {
  const found = await listDocuments(context, { ...filter, limit: filter.limit + 1 })
  const rows = found
    .slice(0, filter.limit)
    .map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  return { rows, next: found.length > rows.length ? (rows.at(-1)?.id ?? null) : null }
}

export const documents = createRouter({
  list: allowedTo('see documents').read(DocumentFilter, list),
  remove: allowedTo('file documents').write(RemoveDocument, removeDocument),
})
