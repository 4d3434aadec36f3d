import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { findDocumentPlace, markRemoved } from './documents.queries.ts'

export const RemoveDocument = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(4, 'too-short').max(200, 'too-long'),
})

/** Out of sight from now on; the row and its content stay. */
export async function removeDocument(
  context: StaffContext,
  { id, reason }: z.infer<typeof RemoveDocument>,
): Promise<{ id: string }> {
  const { customerId, kind } = found(await findDocumentPlace(context, id), 'document')
  await lockFile(context, customerId)
  found(await markRemoved(context, id), 'document')
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'document-removed',
    detail: { documentId: id, kind, reason },
  })
  return { id }
}
