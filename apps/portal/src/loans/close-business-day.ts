import { type Day, day } from '@banyan/domain/calendar'
import { api, type Call } from '../api.ts'

const lookAgainMs = 500

/** A close that ended without closing the day; the reason is shown like that of a refused command. */
class CloseFailed extends Error {
  readonly code = 'UNPROCESSABLE_CONTENT'
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

/** Asks for the days through this one to be closed, and resolves when a worker has done it. */
export async function closeBusinessDay(through: string, call: Call): Promise<{ businessDay: Day }> {
  const { jobId } = await api.close.start.mutate({ through: day(through) }, call)
  for (;;) {
    const { job, businessDay } = await api.close.progress.query()
    if (job?.id !== jobId) return { businessDay }
    if (job.status === 'failed') throw new CloseFailed(job.error ?? 'other')
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}
