import { uuidv7 } from '@banyan/database'
import type { TestStaff } from '../../testing.ts'

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

export interface JobPlace {
  jobId: string
}

/** A job that failed for good. */
export async function aFailedJob(insert: Insert, asker: TestStaff): Promise<JobPlace> {
  const jobId = uuidv7()
  const at = new Date('2026-10-10T00:00:00Z')
  await insert('job', {
    institution_id: asker.institution.id,
    id: jobId,
    kind: 'check-close',
    payload: '{}',
    status: 'failed',
    attempts: 8,
    error: '',
    asked_by: asker.staffId,
    asked_at: at,
    run_after: at,
    queued_at: at,
    ended_at: at,
  })
  return { jobId }
}
