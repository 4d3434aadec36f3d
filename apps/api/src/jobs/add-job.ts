import { type Tx, uuidv7 } from '@banyan/database'
import { findOpenJob, insertJob } from './jobs.queries.ts'

/** What runs without an officer. */
export type JobKind =
  | 'close-days'
  | 'close-by-clock'
  | 'check-close'
  | 'derive-sets'
  | 'look-at-signals'
  | 'look-at-grade'

export interface NewJob {
  kind: JobKind
  payload?: Record<string, unknown>
  /** While a job of this kind and key waits or runs, another is not added. */
  key?: string
  /** Not before this instant. */
  runAfter?: Date
  staffId: string
  at: Date
}

/**
 * Asks for a job in the caller's transaction: it exists when that commits, and not otherwise. Gives its id,
 * or that of the open job with the same kind and key.
 */
export async function addJob(tx: Tx, institutionId: string, job: NewJob): Promise<string> {
  const { kind, payload = {}, key = null, runAfter, staffId, at } = job
  const id = uuidv7()
  const isNew = await insertJob(tx, {
    institutionId,
    id,
    kind,
    key,
    payload: JSON.stringify(payload),
    askedBy: staffId,
    askedAt: at,
    runAfter: runAfter ?? at,
  })
  if (isNew || key === null) return id
  const open = await findOpenJob(tx, institutionId, { kind, key })
  // It ended between the two statements: whoever asked is served by a job of its own.
  return open?.id ?? addJob(tx, institutionId, job)
}
