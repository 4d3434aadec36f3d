import { connectPool } from '@banyan/database'
import { jobHandlers } from '../job-handlers.ts'
import type { TestBank } from '../testing.ts'
import type { JobHandlers } from './job-handlers.ts'
import { workOff } from './worker.ts'

/** Does whatever the bank's jobs ask for now. */
export async function workOffJobs(
  bank: Pick<TestBank, 'resources' | 'appUrl'>,
  handlers: JobHandlers = jobHandlers,
): Promise<void> {
  const pool = connectPool(bank.appUrl, { maximum: 3 })
  try {
    await workOff({ resources: bank.resources, pool, handlers })
  } finally {
    await pool.end()
  }
}
