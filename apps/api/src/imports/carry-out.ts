import { createHash } from 'node:crypto'
import { databaseTrouble } from '@banyan/database'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { asImporter, type ImporterPlace } from './batch-context.ts'
import {
  advanceBatch,
  type BatchCounts,
  type BatchPlace,
  preferIndexes,
} from './batches.queries.ts'
import { insertProblems, type ProblemRow } from './problems.queries.ts'
import {
  type FoundProblem,
  type PreparedRow,
  type Reading,
  rejectionProblems,
} from './read-rows.ts'
import type { ImportScope, Outcome, RowImport } from './rows/row-import.ts'
import type { SeenRows } from './rows/seen-rows.ts'

/** How many rows stand or fall together. */
export const chunkSize = 2000
const leaseSeconds = 60
const attempts = 3

export interface Carrying<Row> {
  resources: Resources
  importer: ImporterPlace
  place: BatchPlace
  source: string
  reading: Reading
  rowImport: RowImport<Row>
  seen: SeenRows
  /** The open transaction of a rehearsal; null when every chunk is committed. */
  rehearsal: StaffContext | null
}

export interface ChunkEnd {
  counts: BatchCounts
  cancelAsked: boolean
}

/** Someone else carries the batch out, or ended it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + leaseSeconds * 1000)
}

/** One chunk with its counters in one transaction, tried again when it collides with other work. */
export async function carryOutChunk<Row>(
  carrying: Carrying<Row>,
  rows: readonly PreparedRow<Row>[],
  before: BatchCounts,
): Promise<ChunkEnd> {
  const { resources, importer, rehearsal, seen } = carrying
  if (rehearsal) {
    const outcomes = await takeRows(carrying, rehearsal, rows)
    seen.keep()
    return asImporter(resources, importer, (context) =>
      recordChunk(carrying, context, { rows, outcomes, before }),
    )
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const end = await asImporter(resources, importer, async (context) => {
        const outcomes = await takeRows(carrying, context, rows)
        return recordChunk(carrying, context, { rows, outcomes, before })
      })
      seen.keep()
      return end
    } catch (error) {
      seen.forget()
      const trouble = databaseTrouble(error)
      const mayRetry = trouble === 'conflict' || trouble === 'duplicate' || trouble === 'busy'
      if (!mayRetry || attempt === attempts) throw error
    }
  }
}

type RowOutcome = 'accepted' | 'unchanged' | FoundProblem[]

async function takeRows<Row>(
  carrying: Carrying<Row>,
  context: StaffContext,
  rows: readonly PreparedRow<Row>[],
): Promise<RowOutcome[]> {
  const { place, source, seen, rowImport, reading, rehearsal } = carrying
  await preferIndexes(context.tx)
  const scope: ImportScope = { context, place, source, isRehearsal: rehearsal !== null, seen }
  const read = rows.flatMap((row) => (row.read ? [row.read] : []))
  const taken: Outcome[] = read.length === 0 ? [] : await rowImport.take(scope, read)
  let next = 0
  return rows.map((row): RowOutcome => {
    if (!row.read) return row.problems.length > 0 ? row.problems : 'unchanged'
    const outcome = taken[next++]
    if (outcome === undefined) throw new Error('a row without an outcome')
    return typeof outcome === 'string' ? outcome : rejectionProblems(outcome, reading)
  })
}

async function recordChunk<Row>(
  { place, rehearsal }: Carrying<Row>,
  context: StaffContext,
  chunk: {
    rows: readonly PreparedRow<Row>[]
    outcomes: readonly RowOutcome[]
    before: BatchCounts
  },
): Promise<ChunkEnd> {
  const { rows, outcomes, before } = chunk
  const counts = {
    rowsRead: before.rowsRead + rows.length,
    accepted: before.accepted + outcomes.filter((outcome) => outcome === 'accepted').length,
    unchanged: before.unchanged + outcomes.filter((outcome) => outcome === 'unchanged').length,
    rejected: before.rejected + outcomes.filter((outcome) => typeof outcome !== 'string').length,
  }
  const problems = rows.flatMap((row, index) => {
    const outcome = outcomes[index]
    return outcome === undefined || typeof outcome === 'string'
      ? []
      : problemRows(context, place, row, outcome)
  })
  await insertProblems(context.tx, problems)
  const leaseUntil = leaseFrom(context.now())
  const step = { from: before.rowsRead, counts, leaseUntil }
  const advanced = await advanceBatch(context.tx, place, step)
  if (!advanced) throw new LeaseLost()
  if (!rehearsal) await recordChunkAudit(context, place, { rows, counts, before })
  return { counts, cancelAsked: advanced.cancelAsked }
}

function problemRows<Row>(
  { keys }: StaffContext,
  { institutionId, batchId }: BatchPlace,
  { rowNumber, cells }: PreparedRow<Row>,
  problems: readonly FoundProblem[],
): ProblemRow[] {
  const seal = (text: string) =>
    keys.sealBytes('import_problem', `${batchId}|${rowNumber}`, Buffer.from(text))
  return problems.map(({ column, value, code, message }, position) => ({
    institutionId,
    batchId,
    rowNumber,
    position,
    columnName: column,
    code,
    message,
    valueSealed: value === '' ? null : seal(value),
    rowSealed: position === 0 ? seal(JSON.stringify(cells)) : null,
    keyVersion: keys.version,
  }))
}

/** One event for all rows of the chunk: how many, and the digest of what they said. */
async function recordChunkAudit<Row>(
  context: StaffContext,
  { batchId }: BatchPlace,
  chunk: { rows: readonly PreparedRow<Row>[]; counts: BatchCounts; before: BatchCounts },
): Promise<void> {
  const { rows, counts, before } = chunk
  const content = createHash('sha256')
  for (const { read, rowNumber } of rows) content.update(`${rowNumber}|`).update(read?.digest ?? '')
  await recordAudit(context, {
    entity: 'import',
    id: batchId,
    action: 'rows taken',
    detail: {
      rows: rows.length,
      accepted: counts.accepted - before.accepted,
      unchanged: counts.unchanged - before.unchanged,
      rejected: counts.rejected - before.rejected,
      sha256: content.digest('hex'),
    },
  })
}
