import type { Tx } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { NotFound, Refused } from '@banyan/domain/refused'
import { findWorkplace } from '../access/access.queries.ts'
import type { Resources } from '../access/staff-context.ts'
import type { JobContext, JobHandler, JobHandlers } from './job-handlers.ts'
import { lockJob, setJobState } from './jobs.queries.ts'

export interface QueuedJob {
  institutionId: string
  jobId: string
}

/** How often a job is tried before it waits for a person. */
export const attemptsOfJob = 8

const longestError = 500

/** Carries out one job; throws when it failed and is to be tried again later. */
export async function runJob(
  resources: Resources,
  handlers: JobHandlers,
  queued: QueuedJob,
): Promise<void> {
  try {
    await attempt(resources, handlers, queued)
  } catch (error) {
    const mayTryAgain = await recordFailure(resources, queued, error)
    resources.log.warn({ err: error, ...queued, mayTryAgain }, 'job failed')
    if (mayTryAgain) throw error
  }
}

async function attempt(
  resources: Resources,
  handlers: JobHandlers,
  queued: QueuedJob,
): Promise<void> {
  const { institutionId, jobId } = queued
  const found = await resources.transact(institutionId, async (tx) => {
    const job = await openJob(tx, handlers, queued)
    if (!job) return null
    const { handler, row } = job
    if ('resumable' in handler) {
      await setJobState(tx, institutionId, jobId, { status: 'running' })
      return { handler, context: await contextOf(resources, tx, queued, row) }
    }
    const { institution, staff, requestId, businessDay } = await contextOf(
      resources,
      tx,
      queued,
      row,
    )
    const { now } = resources
    await handler.inOneTransaction(
      { tx, institution, staff, requestId, businessDay, now },
      row.payload,
    )
    await finish(tx)
    return null
  })
  if (!found) return
  await found.handler.resumable(found.context)
  await resources.transact(institutionId, finish)

  function finish(tx: Tx): Promise<void> {
    const endedAt = resources.now()
    return setJobState(tx, institutionId, jobId, { status: 'finished', error: null, endedAt })
  }
}

type JobRow = NonNullable<Awaited<ReturnType<typeof lockJob>>>

async function openJob(
  tx: Tx,
  handlers: JobHandlers,
  { institutionId, jobId }: QueuedJob,
): Promise<{ row: JobRow; handler: JobHandler } | null> {
  const row = await lockJob(tx, institutionId, jobId)
  if (!row || row.status === 'finished' || row.status === 'failed') return null
  const handler = (handlers as Partial<Record<string, JobHandler>>)[row.kind]
  if (!handler) throw new Refused('unknown-job')
  return { row, handler }
}

async function contextOf(
  resources: Resources,
  tx: Tx,
  { institutionId, jobId }: QueuedJob,
  { askedBy, payload }: JobRow,
): Promise<JobContext & { businessDay: ReturnType<typeof day> }> {
  const workplace = await findWorkplace(tx, institutionId, askedBy)
  if (!workplace) throw new NotFound('staff')
  const { institution, staff, businessDay } = workplace
  const requestId = `job ${jobId}`
  return {
    resources,
    institution,
    staff: { id: staff.id },
    jobId,
    requestId,
    payload,
    businessDay: day(businessDay),
  }
}

/** What a rule refused is refused again: it waits for a person at once. */
async function recordFailure(
  resources: Resources,
  { institutionId, jobId }: QueuedJob,
  error: unknown,
): Promise<boolean> {
  return resources.transact(institutionId, async (tx) => {
    const row = await lockJob(tx, institutionId, jobId)
    if (!row || row.status === 'finished') return false
    const attempts = row.attempts + 1
    const isFinal =
      error instanceof Refused || error instanceof NotFound || attempts >= attemptsOfJob
    await setJobState(tx, institutionId, jobId, {
      status: isFinal ? 'failed' : 'waiting',
      attempts,
      error: plainText(error),
      ...(isFinal ? { endedAt: resources.now() } : {}),
    })
    return !isFinal
  })
}

function plainText(error: unknown): string {
  if (error instanceof Refused) return error.reason
  return (error instanceof Error ? error.message : String(error)).slice(0, longestError)
}
