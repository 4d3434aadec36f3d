import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface GroupVersion {
  groupId: string
  version: number
  shape: number
  solved: number
  nextSlot: number
}

const columns = sql`v.group_id as "groupId", v.version, v.shape, v.solved, v.next_slot as "nextSlot"`

/**
 * Moves the versions of groups, and so holds their rows until the transaction ends: whoever writes rows of
 * a tree comes here first, after every other lock. Groups are taken in ascending order.
 */
export async function moveVersions(
  tx: Tx,
  institutionId: string,
  groupIds: readonly string[],
): Promise<GroupVersion[]> {
  const { rows } = await sql<GroupVersion>`/* prepared */
    with held as (
      select group_id from group_version
      where institution_id = ${institutionId} and group_id = any(${groupIds}::uuid[])
      order by group_id for update
    )
    update group_version v set version = v.version + 1 from held
    where v.institution_id = ${institutionId} and v.group_id = held.group_id
    returning ${columns}`.execute(tx)
  return rows
}

/** As `moveVersions`, of one group that may have none yet, whose shape changes. */
export async function moveShape(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<GroupVersion> {
  const { rows } = await sql<GroupVersion>`/* prepared */
    insert into group_version as v (institution_id, group_id, version, shape, solved, next_slot)
    values (${institutionId}, ${groupId}, 1, 1, 0, 0)
    on conflict (institution_id, group_id) do update set version = v.version + 1, shape = v.shape + 1
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`no version of group ${groupId}`)
  return row
}

export async function setNextSlot(
  tx: Tx,
  institutionId: string,
  groupId: string,
  nextSlot: number,
): Promise<void> {
  await tx
    .updateTable('groupVersion')
    .set({ nextSlot })
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .execute()
}
