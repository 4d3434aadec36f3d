import type { TimeOfDay } from '@banyan/domain/collection/collection-rules'
import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

export interface NewCloseSchedule {
  id: string
  closesAt: TimeOfDay | null
  reason: string
  madeBy: string
  madeAt: Date
}

/** False when another waits to be decided. */
export async function insertSchedule(
  { tx, institution }: Place,
  row: NewCloseSchedule,
): Promise<boolean> {
  const kept = await tx
    .insertInto('closeSchedule')
    .values({ institutionId: institution.id, ...row, status: 'waiting' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

/** The schedule in force and the one that waits, each held until the transaction ends. */
export function lockSchedules({ tx, institution }: Place) {
  return tx
    .selectFrom('closeSchedule')
    .select(['id', 'closesAt', 'status', 'madeBy'])
    .where('institutionId', '=', institution.id)
    .where('status', 'in', ['waiting', 'in-force'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function replaceSchedule({ tx, institution }: Place): Promise<void> {
  await tx
    .updateTable('closeSchedule')
    .set({ status: 'replaced' })
    .where('institutionId', '=', institution.id)
    .where('status', '=', 'in-force')
    .execute()
}

export async function decideWaiting(
  { tx, institution, staff, now }: Place & Pick<StaffContext, 'staff' | 'now'>,
  { id, status, note }: { id: string; status: 'in-force' | 'refused'; note: string },
): Promise<void> {
  await tx
    .updateTable('closeSchedule')
    .set({ status, decidedBy: staff.id, decidedAt: now(), note })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}

/** The schedules of the institution, the latest first, with who made and who decided them. */
export function listSchedules({ tx, institution }: Place, limit: number) {
  return tx
    .selectFrom('closeSchedule as schedule')
    .innerJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'schedule.institutionId')
        .onRef('maker.id', '=', 'schedule.madeBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'schedule.institutionId')
        .onRef('decider.id', '=', 'schedule.decidedBy'),
    )
    .select(['schedule.id', 'schedule.closesAt', 'schedule.reason', 'schedule.status'])
    .select(['schedule.madeBy as madeById', 'maker.name as madeBy', 'schedule.madeAt'])
    .select(['decider.name as decidedBy', 'schedule.decidedAt', 'schedule.note'])
    .where('schedule.institutionId', '=', institution.id)
    .orderBy('schedule.id', 'desc')
    .limit(limit)
    .execute()
}

export interface ScheduleInForce {
  closesAt: TimeOfDay
  /** When its clock strikes next; null: it does not run any more, somebody must retry its job. */
  nextAt: Date | null
}

/** The time of day in force, if there is one, and the open job that waits for it. */
export async function findScheduleInForce({
  tx,
  institution,
}: Place): Promise<ScheduleInForce | undefined> {
  const { rows } = await sql<ScheduleInForce>`
    select schedule.closes_at, (
      select min(job.run_after) from job where job.institution_id = schedule.institution_id
        and job.kind = 'close-by-clock' and job.status in ('waiting', 'running')
        and job.payload ->> 'scheduleId' = schedule.id::text) as next_at
    from close_schedule schedule
    where schedule.institution_id = ${institution.id} and schedule.status = 'in-force'
      and schedule.closes_at is not null`.execute(tx)
  return rows[0]
}
