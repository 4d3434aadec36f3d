import { Day, type Day as BusinessDay } from '@banyan/domain/calendar'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import type { LoanDifference } from './check-close.ts'
import { findScheduleInForce } from './close-schedule.queries.ts'
import { findCloseJob, findLastCheck, listClosingDays, listSteps } from './progress.queries.ts'

const daysShown = 7

interface StepProgress {
  step: string
  startedAt: string
  finishedAt: string | null
  rows: number
  seconds: number
}

export interface DayProgress {
  day: string
  closedAt: string | null
  steps: StepProgress[]
}

type Reader = Pick<StaffContext, 'tx' | 'institution' | 'businessDay'>

async function daysOf(
  { tx, institution }: Reader,
  page: { before?: BusinessDay | undefined; limit: number },
): Promise<DayProgress[]> {
  const days = await listClosingDays(tx, institution.id, page)
  const steps = await listSteps(
    tx,
    institution.id,
    days.map(({ day }) => day),
  )
  const ofDay = Map.groupBy(steps, ({ day }) => day)
  return days.map(({ day, closedAt }) => ({
    day,
    closedAt: closedAt?.toISOString() ?? null,
    steps: (ofDay.get(day) ?? []).map(({ step, startedAt, finishedAt, rows, workedMs }) => ({
      step,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      rows,
      seconds: workedMs / 1000,
    })),
  }))
}

const ClosePayload = z.object({ through: Day })

/** The close under way, or the one that failed last, step by step; with the last days and the last check. */
export async function readProgress(context: Reader) {
  const { tx, institution, businessDay } = context
  const job = await findCloseJob(tx, institution.id)
  const check = await findLastCheck(tx, institution.id)
  const clock = (await findScheduleInForce(context)) ?? null
  return {
    businessDay,
    job:
      job && job.status !== 'finished'
        ? {
            id: job.id,
            through: ClosePayload.parse(job.payload).through,
            status: job.status as 'waiting' | 'running' | 'failed',
            attempts: job.attempts,
            error: job.error,
            requestedAt: job.askedAt.toISOString(),
            requestedBy: job.askedBy,
          }
        : null,
    /** The close that starts by itself; null: a person starts it. */
    byClock: clock && { closesAt: clock.closesAt, nextAt: clock.nextAt?.toISOString() ?? null },
    days: await daysOf(context, { limit: daysShown }),
    lastCheck: check
      ? {
          day: check.day,
          at: check.checkedAt.toISOString(),
          loans: check.loans,
          differences: check.differences,
          examples: check.examples as LoanDifference[],
        }
      : null,
  }
}

export const ClosedDaysPage = z.strictObject({
  cursor: Day.optional(),
  limit: z.int().min(1).max(100).default(31),
})

/** Closed days, the newest first, with what each step took. */
export async function readHistory(context: Reader, page: z.output<typeof ClosedDaysPage>) {
  const { cursor, limit } = page
  const days = await daysOf(context, { before: cursor, limit: limit + 1 })
  const rows = days.slice(0, limit)
  return { rows, next: days.length > limit ? (rows.at(-1)?.day ?? null) : null }
}
