import type { DB, Tx } from '@banyan/database'
import type { Insertable } from 'kysely'
import { type Columns, insertRows } from '../src/insert-rows.queries.ts'
import { dueColumns } from '../src/inspections/file-updates/file-updates.queries.ts'
import { plannedColumns } from '../src/inspections/inspection-plan.queries.ts'

type Row<Table extends keyof DB, Own extends string> = Required<
  Omit<Insertable<DB[Table]>, Own | 'findings'>
>

export type InspectionRow = Row<
  'inspection',
  'missedOn' | 'recordedAt' | 'waivedBy' | 'waivedAt' | 'waiver'
> & { findings: string; recordedAt: Date | null }
export type FileUpdateRow = Row<'fileUpdate', 'messageId' | 'flaggedOn'>

const inspectionColumns: Columns<InspectionRow> = {
  ...plannedColumns,
  heldOn: 'date',
  conclusion: 'text',
  findings: 'jsonb',
  recordedBy: 'uuid',
  recordedAt: 'timestamptz',
}

/** Inspections as they were planned and held over the years. */
export function insertEarlierInspections(tx: Tx, rows: readonly InspectionRow[]): Promise<void> {
  return insertRows(tx, 'inspection', inspectionColumns, rows)
}

const fileUpdateColumns: Columns<FileUpdateRow> = {
  ...dueColumns,
  askedOn: 'date',
  askedBy: 'uuid',
  answerBy: 'date',
  answeredOn: 'date',
  answeredBy: 'uuid',
  outcome: 'text',
  note: 'text',
}

/** Files that were asked for again over the last years, and what came of it. */
export function insertEarlierUpdates(tx: Tx, rows: readonly FileUpdateRow[]): Promise<void> {
  return insertRows(tx, 'fileUpdate', fileUpdateColumns, rows)
}
