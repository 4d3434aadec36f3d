import type { Context, Hono } from 'hono'
import { plainRoute, readForm, type RequestContextOf } from '../access/plain-route.ts'
import { downloadDocument, OneDocument } from './download-document.ts'
import { FileDocument, fileDocument } from './file-document.ts'
import { ReceivedFile } from './received-file.ts'

async function readUpload(c: Context) {
  const { file, customerId, kind, applicationId } = await readForm(c)
  return FileDocument.parse({
    customerId,
    kind,
    applicationId: applicationId || null,
    file:
      file instanceof File
        ? new ReceivedFile(file.name, Buffer.from(await file.arrayBuffer()))
        : undefined,
  })
}

/** Documents come and go as files. */
export function documentRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'POST /api/documents',
    permission: 'file documents',
    writes: true,
    read: readUpload,
    handler: fileDocument,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/documents/:id',
    permission: 'open documents',
    writes: false,
    read: async (c) => OneDocument.parse({ id: c.req.param('id') }),
    handler: downloadDocument,
  })
}
