import { uuidv7 } from '@banyan/database'
import { documentKinds } from '@banyan/domain/documents/document-kinds'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { insertDocument, isApplicationOf } from './documents.queries.ts'
import { cleanFileName, mediaTypeOf, ReceivedFile } from './received-file.ts'

export const FileDocument = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(documentKinds),
  applicationId: z.uuid().nullable(),
  file: z.instanceof(ReceivedFile),
})

/** Keeps a received file, encrypted, with its customer and maybe with one application. */
export async function fileDocument(
  context: StaffContext,
  { customerId, kind, applicationId, file }: z.infer<typeof FileDocument>,
) {
  const { institution, staff, keys } = context
  const mediaType = await mediaTypeOf(file)
  await lockFile(context, customerId)
  if (applicationId !== null) {
    const isTheirs = await isApplicationOf(context, applicationId, customerId)
    found(isTheirs || undefined, 'application')
  }
  const id = uuidv7()
  const fileName = cleanFileName(file.name)
  const content = keys.sealBytes('document_content', id, file.bytes)
  const document = {
    institutionId: institution.id,
    id,
    customerId,
    applicationId,
    kind,
    fileName,
    mediaType,
    size: file.bytes.length,
    digest: file.digest,
    createdBy: staff.id,
    createdAt: context.now(),
  }
  await insertDocument(context, document, content)
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'document-filed',
    detail: { documentId: id, kind, applicationId, digest: file.digest.toString('hex') },
  })
  return { id, fileName, mediaType, size: document.size }
}
