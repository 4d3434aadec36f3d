import type { RowContext, RowProblemCode, RowResult } from '@banyan/domain/imports/row-problems'
import type { RowRecord } from '@banyan/domain/imports/row-reading'
import type { StaffContext } from '../../access/staff-context.ts'
import type { BatchPlace } from '../batches.queries.ts'
import type { SeenRows } from './seen-rows.ts'

export interface ReadRow<Row> {
  row: Row
  /** Keyed digest of the row's content: equal content is recognised without keeping it. */
  digest: Buffer
}

/** Why a row that reads well cannot be taken over; `column` is one of ours. */
export interface Rejection {
  column: string
  code: RowProblemCode
  value: string
}

export type Outcome = 'accepted' | 'unchanged' | readonly Rejection[]

export interface ImportScope {
  /** In the transaction of this portion of rows. */
  context: StaffContext
  place: BatchPlace
  source: string
  /** Everything is tried and nothing kept: takes no numbers, keeps no changes to undo. */
  isRehearsal: boolean
  seen: SeenRows
}

/** How one kind of file enters the books. */
export interface RowImport<Row> {
  readRow: (record: RowRecord, context: RowContext) => RowResult<Row>
  /** By what a row is recognised when the file brings it again, its own identifier first. */
  keysOf: (row: Row) => string[]
  nameOf: (row: Row) => string
  /** One outcome for each row, in order; all of it in the scope's transaction. */
  take: (scope: ImportScope, rows: readonly ReadRow<Row>[]) => Promise<Outcome[]>
  /** Once, after the last row of a file that was not rehearsed. */
  finish?: (scope: ImportScope) => Promise<void>
}
