import type { StaffContext } from '../access/staff-context.ts'
import type { BatchPlace } from './batches.queries.ts'
import { listProblems, type ProblemRow } from './problems.queries.ts'

/** A problem with the value that was refused, opened. */
export interface ProblemShown {
  row: number
  column: string
  value: string
  code: string
  message: string
}

const atOnce = 5000

type Reader = Pick<StaffContext, 'tx' | 'keys'>

function opened({ keys }: Reader, { batchId }: BatchPlace, rowNumber: number, sealed: Buffer) {
  return keys.openBytes('import_problem', `${batchId}|${rowNumber}`, sealed).toString('utf8')
}

async function* problemRows(context: Reader, place: BatchPlace): AsyncGenerator<ProblemRow> {
  let after: { rowNumber: number; position: number } | undefined
  for (;;) {
    const rows = await listProblems(context.tx, place, { ...(after && { after }), limit: atOnce })
    yield* rows
    after = rows.at(-1)
    if (rows.length < atOnce) return
  }
}

export function shownProblem(context: Reader, place: BatchPlace, row: ProblemRow): ProblemShown {
  const { rowNumber, columnName, code, message, valueSealed } = row
  const value = valueSealed ? opened(context, place, rowNumber, valueSealed) : ''
  return { row: rowNumber, column: columnName, value, code, message }
}

/** Every problem of a batch in the order of its file. */
export async function* readProblems(
  context: Reader,
  place: BatchPlace,
): AsyncGenerator<ProblemShown> {
  for await (const row of problemRows(context, place)) yield shownProblem(context, place, row)
}

export interface RefusedRow {
  rowNumber: number
  cells: string[]
  problems: { column: string; message: string }[]
}

/** Every refused row as it came, with all that is wrong with it. */
export async function* readRefusedRows(
  context: Reader,
  place: BatchPlace,
): AsyncGenerator<RefusedRow> {
  let current: RefusedRow | undefined
  for await (const row of problemRows(context, place)) {
    const { rowNumber, columnName, message, rowSealed } = row
    if (current === undefined || current.rowNumber !== rowNumber) {
      if (current) yield current
      const cells: string[] = rowSealed
        ? JSON.parse(opened(context, place, rowNumber, rowSealed))
        : []
      current = { rowNumber, cells, problems: [] }
    }
    current.problems.push({ column: columnName, message })
  }
  if (current) yield current
}
