import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface TouchedGroup {
  id: string
  number: string
  status: string
  hasLimit: boolean
}

export async function lockGroups(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<TouchedGroup[]> {
  const { rows } = await sql<TouchedGroup>`
    select id, number, status, exists (
      select 1 from group_limit l
      where l.institution_id = g.institution_id and l.group_id = g.id) as "hasLimit"
    from customer_group g
    where institution_id = ${institutionId} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(tx)
  return rows
}

/** The memberships that one instant made; they never were confirmed. */
export async function deleteMembersOf(
  tx: Tx,
  institutionId: string,
  groupIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    delete from group_member
    where institution_id = ${institutionId} and group_id = any(${[...groupIds]}::uuid[])
      and known_from = ${at}`.execute(tx)
}

export async function dissolveGroups(
  tx: Tx,
  institutionId: string,
  groupIds: readonly string[],
  ends: { at: Date; lastDay: Day },
): Promise<void> {
  const given = sql`${[...groupIds]}::uuid[]`
  await sql`
    update group_member set valid_to = greatest(valid_from, ${ends.lastDay}::date), known_to = ${ends.at}
    where institution_id = ${institutionId} and group_id = any(${given}) and valid_to is null`.execute(
    tx,
  )
  await sql`
    delete from group_node where institution_id = ${institutionId} and group_id = any(${given})`.execute(
    tx,
  )
  await sql`
    delete from party_name where institution_id = ${institutionId} and party = 'group'
      and party_id = any(${given})`.execute(tx)
  await sql`
    update customer_group set status = 'dissolved', member_count = 0, root_customer_id = null
    where institution_id = ${institutionId} and id = any(${given})`.execute(tx)
}
