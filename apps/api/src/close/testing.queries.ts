import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

/** Adds a mark to the names of the next branches; the ids of those it took. */
export async function nameBranches(
  tx: Tx,
  institutionId: string,
  { mark, after, limit }: { mark: string; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with next as (
      select id from branch where institution_id = ${institutionId} and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${limit}
    ), marked as (
      update branch set name = name || ${mark} from next
      where branch.institution_id = ${institutionId} and branch.id = next.id
    )
    select id from next order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function namesOfBranches(tx: Tx, institutionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('branch')
    .select('name')
    .where('institutionId', '=', institutionId)
    .execute()
  return rows.map(({ name }) => name)
}

/** What happens to a worker whose connection is cut in the middle of its work. */
export async function severConnection(tx: Tx): Promise<void> {
  await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
}

/** Whether this transaction holds the open business day. */
export async function holdsDay(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select count(*) > 0 as holds from pg_locks
    where pid = pg_backend_pid() and mode = 'RowShareLock' and relation = 'institution_state'::regclass`.execute(
    tx,
  )
  return rows[0]?.holds ?? false
}
