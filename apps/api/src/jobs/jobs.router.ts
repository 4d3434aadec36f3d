import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import { listOpenJobs } from './jobs.queries.ts'
import { JobToRetry, retryJob } from './retry-job.ts'

const JobPage = z.strictObject({
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list({ tx, institution }: StaffContext, page: z.output<typeof JobPage>) {
  const { cursor, limit } = page
  const jobs = await listOpenJobs(tx, institution.id, { cursor, limit: limit + 1 })
  const rows = jobs.slice(0, limit).map(({ askedAt, runAfter, ...job }) => ({
    ...job,
    askedAt: askedAt.toISOString(),
    runAfter: runAfter.toISOString(),
  }))
  return { rows, next: jobs.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

export const jobs = createRouter({
  list: allowedTo('see jobs').read(JobPage, list),
  retry: allowedTo('retry jobs').write(JobToRetry, retryJob),
})
