import { Day, daysBetween } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { addJob } from '../jobs/add-job.ts'
import { findOpenJob } from '../jobs/jobs.queries.ts'

export const DaysToClose = z.strictObject({ through: Day })

/** At a screen, and by the clock. */
export const mostDaysAtOnce = 31
/** One close of an institution at a time; the key of its job. */
export const closeKey = 'close'

/** Whether a close waits to run, or runs. */
export async function isClosing({
  tx,
  institution,
}: Pick<Recorder, 'tx' | 'institution'>): Promise<boolean> {
  const job = await findOpenJob(tx, institution.id, { kind: 'close-days', key: closeKey })
  return job !== undefined
}

/** Asks for every open day up to and including `through` to be closed; a worker does it. At a screen a month at most. */
export async function startClose(
  context: StaffContext,
  { through }: z.output<typeof DaysToClose>,
): Promise<{ jobId: string }> {
  const { businessDay } = context
  if (through < businessDay) throw new Refused('nothing-to-close')
  if (daysBetween(businessDay, through) >= mostDaysAtOnce)
    throw new Refused('too-many-days-to-close')
  if (await isClosing(context)) throw new Refused('close-is-running')
  return { jobId: await askForClose(context, through) }
}

/** The job that closes, and who or what asked for it. */
export async function askForClose(
  recorder: Recorder,
  through: Day,
  by: { schedule?: string } = {},
): Promise<string> {
  const { tx, institution, staff, businessDay, now } = recorder
  const jobId = await addJob(tx, institution.id, {
    kind: 'close-days',
    key: closeKey,
    payload: { through },
    staffId: staff.id,
    at: now(),
  })
  await recordAudit(recorder, {
    entity: 'institution',
    id: institution.id,
    action: 'start-close',
    detail: { from: businessDay, through, ...by },
  })
  return jobId
}

/** Asks for every loan to be computed anew beside what is kept. */
export async function startCheck(context: StaffContext): Promise<{ jobId: string }> {
  const { tx, institution, staff, now } = context
  const jobId = await addJob(tx, institution.id, {
    kind: 'check-close',
    key: 'check',
    staffId: staff.id,
    at: now(),
  })
  await recordAudit(context, {
    entity: 'institution',
    id: institution.id,
    action: 'start-check',
  })
  return { jobId }
}
