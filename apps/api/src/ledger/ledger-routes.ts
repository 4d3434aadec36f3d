import type { Hono } from 'hono'
import { plainRoute, type RequestContextOf } from '../access/plain-route.ts'
import { BalanceFile, exportJournal, exportTrialBalance, JournalFile } from './export-ledger.ts'
import {
  CustomerStatementFile,
  exportCustomerStatement,
  exportLoanStatement,
  LoanStatementFile,
} from './export-statement.ts'

/** The books leave as files, after a fresh sign-in; statements without one. */
export function ledgerRoutes(app: Hono, contextOf: RequestContextOf): void {
  plainRoute(app, contextOf, {
    path: 'GET /api/ledger/journal/:format',
    permission: 'export ledger',
    writes: false,
    fresh: true,
    read: async (c) => JournalFile.parse({ ...c.req.query(), ...c.req.param() }),
    handler: exportJournal,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/ledger/trial-balance/:format',
    permission: 'export ledger',
    writes: false,
    fresh: true,
    read: async (c) => BalanceFile.parse({ ...c.req.query(), ...c.req.param() }),
    handler: exportTrialBalance,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/loans/:id/statement/:format',
    permission: 'export statements',
    writes: false,
    read: async (c) =>
      LoanStatementFile.parse({
        ...c.req.query(),
        loanId: c.req.param('id'),
        format: c.req.param('format'),
      }),
    handler: exportLoanStatement,
  })
  plainRoute(app, contextOf, {
    path: 'GET /api/customers/:id/statement/:format',
    permission: 'export statements',
    writes: false,
    read: async (c) =>
      CustomerStatementFile.parse({
        ...c.req.query(),
        customerId: c.req.param('id'),
        format: c.req.param('format'),
      }),
    handler: exportCustomerStatement,
  })
}
