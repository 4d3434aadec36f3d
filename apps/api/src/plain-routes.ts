import type { Hono } from 'hono'
import type { RequestContextOf } from './access/plain-route.ts'
import { bankFileRoutes } from './bank-files/bank-file-routes.ts'
import { documentRoutes } from './documents/document-routes.ts'
import { treeRoutes } from './groups/tree/tree-routes.ts'
import { ledgerRoutes } from './ledger/ledger-routes.ts'
import { importRoutes } from './imports/import-routes.ts'
import { reportRoutes } from './reports/report-routes.ts'

/** Uploads and downloads of every area. */
export function plainRoutes(app: Hono, contextOf: RequestContextOf): void {
  documentRoutes(app, contextOf)
  treeRoutes(app, contextOf)
  importRoutes(app, contextOf)
  reportRoutes(app, contextOf)
  ledgerRoutes(app, contextOf)
  bankFileRoutes(app, contextOf)
}
