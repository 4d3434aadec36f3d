import { resemblance } from '@banyan/domain/customers/likeness'
import type { Resources, StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { suggestionRow } from '../likeness/keep-suggestions.ts'
import { insertSuggestions, listPairs } from '../likeness/likeness.queries.ts'
import { asImporter } from './batch-context.ts'
import { type BatchPlace, listInstitutionIds } from './batches.queries.ts'
import { listBatchesToCompare, listCustomersOfBatch, setCompared } from './compare-batch.queries.ts'

/** How many customers are compared in one transaction. */
const portion = 2000

/** Compares what imports brought with what is held, portion by portion, and suggests links and duplicates. */
export async function compareFinishedBatches(
  resources: Resources,
  signal: AbortSignal,
): Promise<void> {
  for (const { id: institutionId } of await listInstitutionIds(resources.db)) {
    const waiting = await resources.transact(institutionId, (tx) =>
      listBatchesToCompare(tx, institutionId),
    )
    for (const { id: batchId, madeBy } of waiting) {
      if (signal.aborted) return
      const importer = { institutionId, staffId: madeBy }
      await compareBatch(resources, { place: { institutionId, batchId }, importer, signal })
    }
  }
}

interface Comparing {
  place: BatchPlace
  importer: { institutionId: string; staffId: string }
  signal: AbortSignal
}

async function compareBatch(
  resources: Resources,
  { place, importer, signal }: Comparing,
): Promise<void> {
  let after: string | null = null
  let suggested = 0
  for (;;) {
    if (signal.aborted) return
    const from: string | null = after
    const step = await asImporter(resources, importer, async (context) => {
      const ids = await listCustomersOfBatch(context.tx, place, { after: from, limit: portion })
      const count = await comparePortion(context, ids)
      return { last: ids.at(-1) ?? null, isFull: ids.length === portion, count }
    })
    suggested += step.count
    after = step.last
    if (!step.isFull) break
  }
  await asImporter(resources, importer, async (context) => {
    await setCompared(context.tx, place, context.now())
    const detail = { suggested }
    await recordAudit(context, { entity: 'import', id: place.batchId, action: 'compared', detail })
  })
}

async function comparePortion(context: StaffContext, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = (await listPairs(context, ids)).flatMap((pair) => {
    const kinds = { one: pair.oneKind, other: pair.otherKind }
    const alike = resemblance(new Set(pair.reasons), kinds)
    return alike === null ? [] : [suggestionRow(context, [pair.oneId, pair.otherId], alike)]
  })
  await insertSuggestions(context.tx, rows)
  return rows.length
}
