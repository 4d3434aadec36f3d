import { importKinds } from '@banyan/domain/imports/file-kinds'
import { refuseIf } from '@banyan/domain/refused'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { plainRoute, readForm, type RequestContextOf } from '../access/plain-route.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { cleanFileName, ReceivedFile } from '../documents/received-file.ts'
import { OneImport } from './cancel-import.ts'
import { getBatch } from './get-batch.ts'
import { openBatchFile } from './preview-import.ts'
import { problemsFile } from './problems-file.ts'
import { kindRefusal } from './start-import.ts'
import { uploadFile } from './upload-file.ts'

const Upload = z.object({ kind: z.enum(importKinds), file: z.instanceof(ReceivedFile) })

async function readUpload(c: Context): Promise<z.output<typeof Upload>> {
  const { file, kind } = await readForm(c)
  return Upload.parse({
    kind,
    file:
      file instanceof File
        ? new ReceivedFile(file.name, Buffer.from(await file.arrayBuffer()))
        : undefined,
  })
}

/** Keeps the file; one that cannot be read at all is refused before anything of it is kept. */
export async function receiveImport(
  context: StaffContext,
  { kind, file }: z.output<typeof Upload>,
): Promise<{ id: string }> {
  refuseIf(kindRefusal({ kind }, context))
  const place = await uploadFile(context, {
    kind,
    fileName: cleanFileName(file.name) || 'file',
    source: 'file',
    content: [file.bytes],
    plan: { mapping: null, form: {}, language: 'zh' },
  })
  await openBatchFile(context, place, {})
  return { id: place.batchId }
}

async function download(context: StaffContext, { id }: z.output<typeof OneImport>) {
  await getBatch(context, id)
  const place = { institutionId: context.institution.id, batchId: id }
  const { fileName, content } = await problemsFile(context, place)
  return new Response(content, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="refused-rows.csv"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Files to import come in, files of refused rows go out. */
export function importRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'POST /api/imports',
    permission: 'import files',
    writes: true,
    read: readUpload,
    handler: receiveImport,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/imports/:id/problems',
    permission: 'import files',
    writes: false,
    read: async (c) => OneImport.parse({ id: c.req.param('id') }),
    handler: download,
  })
}
