import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { lockJob, setJobState } from './jobs.queries.ts'

export const JobToRetry = z.strictObject({ jobId: z.uuid() })

/** Gives a job that failed for good as many attempts again. */
export async function retryJob(
  context: StaffContext,
  { jobId }: z.output<typeof JobToRetry>,
): Promise<{ jobId: string }> {
  const { tx, institution, now } = context
  const { kind, status, error } = found(await lockJob(tx, institution.id, jobId), 'job')
  if (status !== 'failed') throw new Refused('job-has-not-failed')
  const again = { status: 'waiting', attempts: 0, queuedAt: null, runAfter: now() } as const
  await setJobState(tx, institution.id, jobId, again)
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'retry-job',
    detail: { jobId, kind, error },
  })
  return { jobId }
}
