import type { BatchCounts, BatchRow } from './batches.queries.ts'
import { type Carrying, carryOutChunk, chunkSize } from './carry-out.ts'
import { type PreparedRow, rowReader } from './read-rows.ts'
import type { OpenedTable } from './tables/read-table.ts'

export interface BatchHooks {
  /** Waited for before the next chunk. */
  onProgress?: (counts: BatchCounts) => void | Promise<void>
  /** Stops after the chunk under way; the batch goes on waiting. */
  signal?: AbortSignal
}

export interface RowsEnd {
  counts: BatchCounts
  /** Interrupted: this process stops, another carries on. */
  end: 'all' | 'cancelled' | 'interrupted'
}

/** Chunk after chunk, from the row after the last that was committed. */
export async function carryOutRows<Row>(
  carrying: Carrying<Row>,
  given: { batch: BatchRow; table: OpenedTable; rejected: ReadonlySet<number>; hooks: BatchHooks },
): Promise<RowsEnd> {
  const { batch, table, rejected, hooks } = given
  let counts: BatchCounts = {
    rowsRead: batch.rowsRead,
    accepted: batch.accepted,
    unchanged: batch.unchanged,
    rejected: batch.rejected,
  }
  const chunks = preparedChunks(carrying, table, { skip: batch.rowsRead, rejected })
  let next = chunks.next()
  try {
    for (;;) {
      const chunk = await next
      if (chunk.done) return { counts, end: 'all' }
      // The next chunk is read while the database takes this one.
      next = chunks.next()
      next.catch(() => undefined)
      const step = await carryOutChunk(carrying, chunk.value, counts)
      counts = step.counts
      await hooks.onProgress?.(counts)
      if (step.cancelAsked) return { counts, end: 'cancelled' }
      if (hooks.signal?.aborted) return { counts, end: 'interrupted' }
    }
  } finally {
    await next.catch(() => undefined)
    await chunks.return(undefined)
  }
}

async function* preparedChunks<Row>(
  { reading, rowImport, seen }: Carrying<Row>,
  table: OpenedTable,
  { skip, rejected }: { skip: number; rejected: ReadonlySet<number> },
): AsyncGenerator<PreparedRow<Row>[], void> {
  const prepare = rowReader(reading, rowImport)
  let chunk: PreparedRow<Row>[] = []
  let passed = 0
  for await (const rows of table.rows) {
    for (const row of rows) {
      const prepared = prepare(row)
      if (passed < skip) {
        passed++
        if (prepared.read && !rejected.has(row.rowNumber)) {
          const { digest, row: own } = prepared.read
          const name = rowImport.nameOf(own)
          for (const key of rowImport.keysOf(own)) seen.add(key, { digest, name })
          seen.keep()
        }
        continue
      }
      chunk.push(prepared)
      if (chunk.length < chunkSize) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
