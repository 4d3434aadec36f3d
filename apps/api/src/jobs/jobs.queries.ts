import type { Db, DB, Tx } from '@banyan/database'
import type { Insertable } from 'kysely'
import { sql } from 'kysely'

type NewJobRow = Pick<
  Insertable<DB['job']>,
  'institutionId' | 'id' | 'kind' | 'key' | 'payload' | 'askedBy' | 'askedAt' | 'runAfter'
>

/** False when an open job with the same kind and key stands in the way. */
export async function insertJob(tx: Tx, row: NewJobRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('job')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['institutionId', 'kind', 'key'])
        .where('key', 'is not', null)
        .where('status', 'in', ['waiting', 'running'])
        .doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export function findOpenJob(
  tx: Tx,
  institutionId: string,
  { kind, key }: { kind: string; key: string },
) {
  return tx
    .selectFrom('job')
    .select(['id', 'payload', 'status', 'attempts', 'error', 'askedAt', 'askedBy'])
    .where('institutionId', '=', institutionId)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('status', 'in', ['waiting', 'running'])
    .executeTakeFirst()
}

/** Hands what was asked for to the queue; how many. Two who do it at once hand over different jobs. */
export async function queueJobs(
  tx: Tx,
  institutionId: string,
  { task, attempts, limit }: { task: string; attempts: number; limit: number },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with taken as (
      select id, run_after from job
      where institution_id = ${institutionId} and queued_at is null
      order by run_after limit ${limit} for update skip locked
    ), marked as (
      update job set queued_at = clock_timestamp() from taken
      where job.institution_id = ${institutionId} and job.id = taken.id
      returning job.id, job.run_after
    ), added as (
      select graphile_worker.add_jobs(array_agg((
        ${task}, json_build_object('institutionId', ${institutionId}::text, 'jobId', id), null, run_after,
        ${attempts}::int::smallint, id::text, null, null)::graphile_worker.job_spec)) from marked
      having count(*) > 0
    )
    select id from marked where (select count(*) from added) >= 0`.execute(tx)
  return rows.length
}

export async function lockJob(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('job')
    .select(['id', 'kind', 'payload', 'status', 'attempts', 'error', 'askedBy'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function setJobState(
  tx: Tx,
  institutionId: string,
  id: string,
  state: {
    status: 'waiting' | 'running' | 'finished' | 'failed'
    attempts?: number
    error?: string | null
    endedAt?: Date
    queuedAt?: null
    runAfter?: Date
  },
): Promise<void> {
  await tx
    .updateTable('job')
    .set(state)
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

/** Waiting, running and failed jobs, the newest first. */
export function listOpenJobs(
  tx: Tx,
  institutionId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  return tx
    .selectFrom('job')
    .select(['id', 'kind', 'status', 'attempts', 'error', 'askedAt', 'runAfter'])
    .where('institutionId', '=', institutionId)
    .where('status', '<>', 'finished')
    .$if(cursor !== undefined, (qb) => qb.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function recordWorker(db: Db, id: string): Promise<void> {
  await sql`
    insert into worker (id, seen_at) values (${id}, clock_timestamp())
    on conflict (id) do update set seen_at = excluded.seen_at`.execute(db)
}

export async function deleteWorker(db: Db, id: string): Promise<void> {
  await db.deleteFrom('worker').where('id', '=', id).execute()
}

/** Gives what workers held that have not been seen for so long to the others; the names of the dead. */
export async function releaseDead(db: Db, seconds: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct locked_by as id from graphile_worker._private_jobs job
    where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => ${seconds})
      and not exists (select from worker where worker.id = job.locked_by
        and seen_at > clock_timestamp() - make_interval(secs => ${seconds}))`.execute(db)
  const dead = rows.map(({ id }) => id)
  if (dead.length > 0)
    await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(db)
  await sql`
    delete from worker where seen_at < clock_timestamp() - make_interval(secs => ${seconds * 10})`.execute(
    db,
  )
  return dead
}
