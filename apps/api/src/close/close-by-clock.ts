import { daysBetween } from '@banyan/domain/calendar'
import { closableThrough, nextClosing } from '@banyan/domain/close/closing-time'
import type { TimeOfDay } from '@banyan/domain/collection/collection-rules'
import { z } from 'zod'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import { instantOf, localTime } from '../collection/local-time.ts'
import { addJob } from '../jobs/add-job.ts'
import { lockSchedules } from './close-schedule.queries.ts'
import { askForClose, isClosing, mostDaysAtOnce } from './start-close.ts'

export const ClockPayload = z.object({ scheduleId: z.uuid(), at: z.iso.datetime() })

const minutesToWait = 10

type Winder = Pick<Recorder, 'tx' | 'institution' | 'staff' | 'now'>

interface Clock {
  id: string
  closesAt: TimeOfDay
}

/** Has the clock of a schedule strike at its next time after an instant, once for each day. */
export function windClock(winder: Winder, { id, closesAt }: Clock, after: Date): Promise<string> {
  const next = nextClosing(closesAt, localTime(after))
  return strikeAt(winder, id, instantOf(next))
}

function strikeAt({ tx, institution, staff, now }: Winder, scheduleId: string, runAfter: Date) {
  const at = runAfter.toISOString()
  return addJob(tx, institution.id, {
    kind: 'close-by-clock',
    key: `${scheduleId} ${at}`,
    payload: { scheduleId, at },
    runAfter,
    staffId: staff.id,
    at: now(),
  })
}

/**
 * The clock strikes: every day that its time has taken in is asked to be closed, those of missed nights among them,
 * and the clock is wound for the next. A clock of a schedule no longer in force stands still. While a close runs
 * already it strikes again a little later; a month or more behind, a person must start the close. Clocks of machines
 * differ: it is never earlier than the time it was wound for.
 */
export async function closeByClock(
  recorder: Recorder,
  { scheduleId, at }: z.output<typeof ClockPayload>,
): Promise<void> {
  const { institution, businessDay } = recorder
  const schedule = (await lockSchedules(recorder)).find(({ status }) => status === 'in-force')
  if (schedule?.id !== scheduleId || schedule.closesAt === null) return
  const { closesAt } = schedule
  const struck = new Date(Math.max(recorder.now().getTime(), new Date(at).getTime()))
  await windClock(recorder, { id: scheduleId, closesAt }, struck)
  const through = closableThrough(closesAt, localTime(struck))
  if (through < businessDay) return
  if (await isClosing(recorder)) {
    await strikeAt(recorder, scheduleId, new Date(struck.getTime() + minutesToWait * 60_000))
  } else if (daysBetween(businessDay, through) < mostDaysAtOnce) {
    await askForClose(recorder, through, { schedule: scheduleId })
  } else {
    await recordAudit(recorder, {
      entity: 'institution',
      id: institution.id,
      action: 'close-too-far-behind',
      detail: { from: businessDay, through },
    })
  }
}
