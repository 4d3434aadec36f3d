import type { Institution, Resources } from '../access/staff-context.ts'
import type { Recorder } from '../audit/record-audit.ts'
import type { JobKind } from './add-job.ts'

/** Who asked for the job, and what for. */
export interface JobContext {
  resources: Resources
  institution: Institution
  staff: { id: string }
  jobId: string
  requestId: string
  payload: unknown
}

/**
 * In one transaction: its effect and the mark that it is done commit together, so it happens once however
 * often the job is handed out. Resumable: in many transactions, each of which can be done again without harm.
 */
export type JobHandler =
  | { inOneTransaction: (recorder: Recorder, payload: unknown) => Promise<void> }
  | { resumable: (job: JobContext) => Promise<void> }

export type JobHandlers = Record<JobKind, JobHandler>
