import { uuidv7 } from '@banyan/database'
import { TimeOfDay } from '@banyan/domain/collection/collection-rules'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { windClock } from './close-by-clock.ts'
import {
  decideWaiting,
  findScheduleInForce,
  insertSchedule,
  listSchedules,
  lockSchedules,
  replaceSchedule,
} from './close-schedule.queries.ts'

export const ScheduleProposal = z.strictObject({
  /** In the bank's own time; null: a person starts every close. */
  closesAt: TimeOfDay.nullable(),
  reason: z.string().trim().min(2).max(500),
})

export const ScheduleDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

const schedulesShown = 20

/** The time of day in force, when the clock strikes next, and who changed it. */
export async function readSchedule(context: StaffContext) {
  const current = await findScheduleInForce(context)
  const schedules = await listSchedules(context, schedulesShown)
  return {
    closesAt: current?.closesAt ?? null,
    nextAt: current?.nextAt?.toISOString() ?? null,
    waiting: schedules.find(({ status }) => status === 'waiting') ?? null,
    history: schedules.filter(({ status }) => status !== 'waiting'),
  }
}

/** Asks that the close start by itself at another time of day, or not at all. Refused while one waits to be decided. */
export async function proposeSchedule(
  context: StaffContext,
  { closesAt, reason }: z.output<typeof ScheduleProposal>,
): Promise<{ id: string }> {
  const held = await lockSchedules(context)
  if (held.some(({ status }) => status === 'waiting')) throw new Refused('schedule-is-waiting')
  const current = held.find(({ status }) => status === 'in-force')
  if ((current?.closesAt ?? null) === closesAt) throw new Refused('nothing-changed')
  const id = uuidv7()
  const made = { madeBy: context.staff.id, madeAt: context.now() }
  if (!(await insertSchedule(context, { id, closesAt, reason, ...made })))
    throw new Refused('schedule-is-waiting')
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'propose-close-schedule',
    detail: { closesAt, before: current?.closesAt ?? null },
  })
  return { id }
}

/** Another person decides; what is approved holds from then on, and the clock of the one before stands still. */
export async function decideSchedule(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof ScheduleDecision>,
): Promise<{ id: string }> {
  const held = await lockSchedules(context)
  const waiting = found(
    held.find((schedule) => schedule.id === id),
    'close-schedule',
  )
  if (waiting.status !== 'waiting') throw new Refused('schedule-is-decided')
  if (waiting.madeBy === context.staff.id) throw new Refused('own-schedule')
  const { closesAt } = waiting
  if (outcome === 'approved') await replaceSchedule(context)
  const status = outcome === 'approved' ? ('in-force' as const) : ('refused' as const)
  await decideWaiting(context, { id, status, note })
  if (outcome === 'approved' && closesAt !== null)
    await windClock(context, { id, closesAt }, context.now())
  await recordAudit(context, {
    entity: 'institution',
    id: context.institution.id,
    action: 'decide-close-schedule',
    detail: { schedule: id, closesAt, outcome },
  })
  return { id }
}
