import type { Context, Hono } from 'hono'
import { plainRoute, readForm, type RequestContextOf } from '../access/plain-route.ts'
import { DebitResults, importDebitResults } from './answer-debit.ts'
import { BankStatementFile, importStatement } from './import-statement.ts'
import { DebitFileChoice, exportDebits } from './make-debits.ts'

async function uploaded(c: Context) {
  const { file } = await readForm(c)
  if (!(file instanceof File)) return { name: '', bytes: undefined }
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
}

/** Debit files go out and their answers come in; so do the statements of banks. */
export function bankFileRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'GET /api/debits/:id/file',
    permission: 'make debits',
    writes: false,
    read: async (c) => DebitFileChoice.parse({ fileId: c.req.param('id') }),
    handler: exportDebits,
  })
  plainRoute(app, contextOf, {
    path: 'POST /api/debits/:id/result',
    permission: 'make debits',
    writes: true,
    read: async (c) =>
      DebitResults.parse({ fileId: c.req.param('id'), bytes: (await uploaded(c)).bytes }),
    handler: importDebitResults,
  })
  plainRoute(app, contextOf, {
    path: 'POST /api/bank-statements',
    permission: 'match bank lines',
    writes: true,
    read: async (c) => BankStatementFile.parse(await uploaded(c)),
    handler: importStatement,
  })
}
