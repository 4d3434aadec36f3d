import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { findDocument } from './documents.queries.ts'

export const OneDocument = z.strictObject({ id: z.uuid() })

/** The content in plain bytes. Personal data leaves the system here, so the customer's chain says so. */
export async function downloadDocument(
  context: StaffContext,
  { id }: z.infer<typeof OneDocument>,
): Promise<Response> {
  const { customerId, kind, fileName, mediaType, content } = found(
    await findDocument(context, id),
    'document',
  )
  await lockFile(context, customerId)
  const plain = context.keys.openBytes('document_content', id, content)
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'document-downloaded',
    detail: { documentId: id, kind },
  })
  context.noteAccess(customerId, 'document')
  return new Response(new Uint8Array(plain), {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'x-content-type-options': 'nosniff',
      'content-length': String(plain.length),
    },
  })
}
