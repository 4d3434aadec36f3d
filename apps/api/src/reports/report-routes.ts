import type { Hono } from 'hono'
import { plainRoute, type RequestContextOf } from '../access/plain-route.ts'
import { exportReport, FileRequest } from './export-report.ts'
import { exportLargest, LargestFile } from './exposures/export-largest.ts'
import { exportOperations } from './operations/export-operations.ts'
import { OperationsPeriod } from './operations/operations-record.ts'

/** Reports and the record of operations leave as files, after a fresh sign-in. */
export function reportRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'GET /api/reports/:id/file/:format',
    permission: 'export reports',
    writes: false,
    fresh: true,
    read: async (c) =>
      FileRequest.parse({ reportId: c.req.param('id'), format: c.req.param('format') }),
    handler: exportReport,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/exposure/largest',
    permission: 'export concentration',
    writes: false,
    fresh: true,
    read: async (c) => LargestFile.parse(c.req.query()),
    handler: exportLargest,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/reports/operations',
    permission: 'export operations',
    writes: false,
    fresh: true,
    read: async (c) => OperationsPeriod.parse(c.req.query()),
    handler: exportOperations,
  })
}
