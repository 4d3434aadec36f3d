import { addMonths, day } from '@banyan/domain/calendar'
import { financialRatios } from '@banyan/domain/customers/financial-ratios'
import { type Statement, statementWarnings } from '@banyan/domain/customers/financial-statement'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { findFile } from '../customers/customer-file.queries.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import {
  CorrectStatement,
  correctStatement,
  RecordStatement,
  recordStatement,
} from './record-statement.ts'
import { listStatements } from './statements.queries.ts'

const OfCustomer = z.strictObject({ customerId: z.uuid() })

const months: Readonly<Record<string, number>> = { year: 12, half: 6, quarter: 3 }

/** The statements of a company with the ratios and the doubts that come of them, the latest first. */
async function list(context: StaffContext, { customerId }: z.infer<typeof OfCustomer>) {
  await findFile(context, customerId)
  const rows = await listStatements(context, customerId)
  return rows.map((row) => {
    const before = (monthsAgo: number) =>
      rows.find(
        ({ period, scope, periodEnd }) =>
          period === row.period &&
          scope === row.scope &&
          periodEnd.slice(0, 7) === addMonths(day(row.periodEnd), -monthsAgo).slice(0, 7),
      )?.figures ?? null
    const period = row.period as Statement['period']
    return {
      ...row,
      recordedAt: row.recordedAt.toISOString(),
      ratios: financialRatios({ period, figures: row.figures }, before(12)),
      warnings: statementWarnings(row.figures, before(months[row.period] ?? 12)),
    }
  })
}

export const statements = createRouter({
  list: allowedTo('see customers').read(OfCustomer, list),
  record: allowedTo('record statements').write(RecordStatement, recordStatement),
  correct: allowedTo('record statements').write(CorrectStatement, correctStatement),
})
