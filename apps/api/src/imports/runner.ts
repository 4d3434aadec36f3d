import type { Resources } from '../access/staff-context.ts'
import { listInstitutionIds, listWaitingBatches } from './batches.queries.ts'
import { compareFinishedBatches } from './compare-batch.ts'
import { runBatch } from './run-batch.ts'

const everyMilliseconds = 2000

export interface ImportRunner {
  /** Ends after the chunk under way; what is left goes on at the next start. */
  stop: () => Promise<void>
}

/** Carries out what waits, and carries on what a killed process left behind. */
export async function runWaitingBatches(resources: Resources, signal: AbortSignal): Promise<void> {
  for (const { id: institutionId } of await listInstitutionIds(resources.db)) {
    const waiting = await resources.transact(institutionId, (tx) =>
      listWaitingBatches(tx, institutionId, resources.now()),
    )
    for (const batchId of waiting) {
      if (signal.aborted) return
      await runBatch(resources, { institutionId, batchId }, { signal })
    }
  }
}

/** Looks for batches at once and then every two seconds, one at a time. */
export function startImportRunner(resources: Resources): ImportRunner {
  const stopping = new AbortController()
  let underWay: Promise<void> | null = null
  const look = () => {
    underWay ??= runWaitingBatches(resources, stopping.signal)
      .then(() => compareFinishedBatches(resources, stopping.signal))
      .catch((error: unknown) => {
        resources.log.warn({ err: error }, 'imports wait for the database')
      })
      .finally(() => {
        underWay = null
      })
  }
  const timer = setInterval(look, everyMilliseconds)
  look()
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await underWay
    },
  }
}
