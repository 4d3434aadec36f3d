import { addDays, type Day, daysBetween } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import type { Resources } from '../access/staff-context.ts'
import { addJob } from '../jobs/add-job.ts'
import { lookOverData } from '../quality/look-over-data.ts'
import { getOpenDay, listStepRows } from './close.queries.ts'
import type { Closer, CloseStep } from './close-step.ts'
import { finishDay } from './finish-day.ts'
import { runStep, type Within } from './run-step.ts'
import { closeSteps } from './steps.ts'

export interface ClosedDays {
  closedDays: number
  businessDay: Day
  /** Rows that each step looked at, all days together. */
  rows: Record<string, number>
}

export interface CloseOptions {
  steps?: readonly CloseStep[]
  rowsPerPortion?: number
}

const mostDays = 4_000

/**
 * Closes every open day up to and including `through`. A day is closed step by step, each in portions that keep
 * their checkpoint: a run that was stopped goes on where it was, and of two runs at once each does a part. The
 * business date moves last, under its lock. Days already closed are passed over; the data is looked over once, at the end.
 */
export async function closeDays(
  { transact, now }: Pick<Resources, 'transact' | 'now'>,
  { institution, staff, requestId }: Pick<Closer, 'institution' | 'staff' | 'requestId'>,
  through: Day,
  options: CloseOptions = {},
): Promise<ClosedDays> {
  const within: Within = (run) =>
    transact(institution.id, (tx) => run({ tx, institution, staff, requestId, now }))
  const first = await within(({ tx }) => getOpenDay(tx, institution.id))
  if (daysBetween(first, through) > mostDays) throw new Refused('too-many-days-to-close')
  let closedDays = 0
  for (;;) {
    const day = await within(({ tx }) => getOpenDay(tx, institution.id))
    if (day > through) {
      if (closedDays > 0) await within((closer) => afterLastDay(closer, addDays(day, -1)))
      const rows = await within(({ tx }) => listStepRows(tx, institution.id, { first, through }))
      return { closedDays, businessDay: day, rows }
    }
    if (await closeDay(within, { day, isLast: day === through }, options)) closedDays += 1
  }
}

/** False when another run closed the day meanwhile. */
async function closeDay(
  within: Within,
  { day, isLast }: { day: Day; isLast: boolean },
  { steps = closeSteps, rowsPerPortion }: CloseOptions,
): Promise<boolean> {
  const due = steps.filter(({ isDue }) => isDue?.(day) ?? true)
  for (const [index, step] of due.entries())
    await runStep(within, day, { step, position: index + 1 }, rowsPerPortion)
  return within((closer) => finishDay(closer, { day, isLast, steps: due }))
}

async function afterLastDay(closer: Closer, lastClosed: Day): Promise<void> {
  const { tx, institution, staff, now } = closer
  await lookOverData(closer, lastClosed)
  await addJob(tx, institution.id, {
    kind: 'derive-sets',
    key: 'nightly',
    staffId: staff.id,
    at: now(),
  })
}
