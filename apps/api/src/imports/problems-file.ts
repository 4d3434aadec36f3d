import { csvLine } from '@banyan/domain/imports/csv-cells'
import { found } from '../not-found.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type BatchPlace, findBatch } from './batches.queries.ts'
import { ImportPlan } from './import-plan.ts'
import { readRefusedRows } from './read-problems.ts'
import { openTable } from './tables/read-table.ts'
import { readFilePart, storedBytes } from './upload-file.ts'

/** Columns that a file of refused rows adds. A file that is sent again may keep them. */
export const addedHeaders = ['行号 row', '列 column', '原因 reason'] as const

export function isAddedHeader(header: string): boolean {
  return addedHeaders.some((added) => added === header)
}

/** The refused rows as they came, each with its number, columns and reasons: to mend and send again. */
export async function problemsFile(
  context: StaffContext,
  place: BatchPlace,
): Promise<{ fileName: string; content: string }> {
  const batch = found(await findBatch(context.tx, place), 'import')
  const plan = ImportPlan.parse(batch.mapping)
  const table = await openTable(
    storedBytes((part) => readFilePart(context, place, part)),
    plan.form,
  )
  const places = [...table.headers.keys()].filter((at) => !isAddedHeader(table.headers[at] ?? ''))
  const own = (cells: readonly string[]) => places.map((at) => cells[at] ?? '')
  const lines = [csvLine([...own(table.headers), ...addedHeaders])]
  for await (const { rowNumber, cells, problems } of readRefusedRows(context, place)) {
    const columns = problems.map(({ column }) => column).join('; ')
    const reasons = problems
      .map(({ column, message }) => (column === '' ? message : `${column} ${message}`))
      .join('; ')
    lines.push(csvLine([...own(cells), String(rowNumber), columns, reasons]))
  }
  const detail = { refused: lines.length - 1 }
  await recordAudit(context, { entity: 'import', id: batch.id, action: 'exported', detail })
  const stem = batch.fileName.replace(/\.(?:csv|xlsx|gz|csv\.gz)$/i, '')
  return { fileName: `${stem}-refused.csv`, content: `\uFEFF${lines.join('\r\n')}\r\n` }
}
