import type { Column } from './columns.ts'
import { customerColumns } from './customers-columns.ts'
import { readCustomerRow } from './customers-file.ts'
import { eventColumns, readEventRow } from './events-file.ts'
import { inflowColumns, readInflowRow } from './inflows-file.ts'
import { loanColumns, readLoanRow } from './loans-file.ts'
import { readRegistryRow, registryColumns } from './registry-file.ts'
import { readRelationRow, relationColumns } from './relations-file.ts'
import { readRepaymentRow, repaymentColumns } from './repayments-file.ts'
import { readStatementRow, statementColumns } from './statements-file.ts'

export const importKinds = [
  'customers',
  'relations',
  'loans',
  'repayments',
  'registry',
  'statements',
  'events',
  'inflows',
] as const
export type ImportKind = (typeof importKinds)[number]

/** Each kind of file: its columns, and how a row under their names is read. */
export const fileKinds = {
  customers: { columns: customerColumns, readRow: readCustomerRow },
  relations: { columns: relationColumns, readRow: readRelationRow },
  loans: { columns: loanColumns, readRow: readLoanRow },
  repayments: { columns: repaymentColumns, readRow: readRepaymentRow },
  registry: { columns: registryColumns, readRow: readRegistryRow },
  statements: { columns: statementColumns, readRow: readStatementRow },
  events: { columns: eventColumns, readRow: readEventRow },
  inflows: { columns: inflowColumns, readRow: readInflowRow },
} as const

export function columnsOf(kind: ImportKind): readonly Column[] {
  return fileKinds[kind].columns
}
