import { uuidv7 } from '@banyan/database'
import type { TestStaff } from '../../testing.ts'

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>

export interface JobPlace {
  jobId: string
  scheduleId: string
  topUpId: string
}

type Waiting = Omit<JobPlace, 'jobId'>

const waiting = new Map<string, Waiting>()

/** A close by the clock and a top-up of the reserve that wait: of each one for an institution. */
async function whatWaits(insert: Insert, { institution, staffId }: TestStaff): Promise<Waiting> {
  const held = waiting.get(institution.id)
  if (held) return held
  const place = { scheduleId: uuidv7(), topUpId: uuidv7() }
  waiting.set(institution.id, place)
  const institution_id = institution.id
  const made = { status: 'waiting', made_by: staffId, made_at: new Date('2026-10-10T00:00:00Z') }
  const reason = '按季度决议'
  const schedule = { id: place.scheduleId, closes_at: '23:00', reason, ...made }
  await insert('close_schedule', { institution_id, ...schedule })
  const period = { period_end: '2026-09-30', estimate: 300, allowance: 100 }
  const kept = { terms: '{}', kept_at: made.made_at }
  await insert('provision_period', { institution_id, ...period, ...kept })
  const topUp = { id: place.topUpId, reserved: 0, amount: 200, reason, ...made }
  await insert('reserve_top_up', { institution_id, ...period, ...topUp })
  return place
}

/** A job that failed for good, and what waits beside it. */
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
  return { jobId, ...(await whatWaits(insert, asker)) }
}
