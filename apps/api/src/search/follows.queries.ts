import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'
import { customerInScope } from './customers-where.queries.ts'
import { groupInReach } from './hits.queries.ts'

type Follower = Pick<StaffContext, 'tx' | 'institution' | 'staff' | 'scope'>

export interface FollowRow {
  party: 'customer' | 'group'
  id: string
  number: string
  name: string
  kind: string
  /** Of a group's root: a group may be named for a person. */
  rootKind: string | null
  groupNumber: string | null
  followedAt: Date
  seenAt: Date
  changeCount: number
  changes: { action: string; at: string; by: string | null }[]
}

const changesOf = sql`
  (select count(*)::int from audit_event e where e.institution_id = f.institution_id and e.entity_id = f.party_id and e.at > f.seen_at) as change_count,
  (select coalesce(json_agg(json_build_object('action', e.action, 'at', e.at, 'by', s.name) order by e.seq desc), '[]')
    from (select * from audit_event e where e.institution_id = f.institution_id and e.entity_id = f.party_id and e.at > f.seen_at
      order by e.seq desc limit 5) e
    left join staff s on s.institution_id = e.institution_id and s.id = e.staff_id) as changes`

/** What the caller follows and may still see, with what was done to it since they last looked. */
export async function listFollows({
  tx,
  institution,
  staff,
  scope,
}: Follower): Promise<FollowRow[]> {
  const mine = sql`f.institution_id = ${institution.id} and f.staff_id = ${staff.id}::uuid`
  const { rows } = await sql<FollowRow>`
    select * from (
      select f.party, c.id, c.number, c.name, c.kind, null::text as root_kind, g.number as group_number, f.followed_at, f.seen_at, ${changesOf}
      from follow f join customer c on c.institution_id = f.institution_id and c.id = f.party_id
      left join group_member m on m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
      left join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
      where ${mine} and f.party = 'customer' and ${customerInScope(scope)}
      union all
      select f.party, g.id, g.number, g.name, 'group', root.kind, g.number, f.followed_at, f.seen_at, ${changesOf}
      from follow f join customer_group g on g.institution_id = f.institution_id and g.id = f.party_id
      left join customer root on root.institution_id = g.institution_id and root.id = g.root_customer_id
      where ${mine} and f.party = 'group' and ${groupInReach(scope)}) followed
    order by (change_count > 0) desc, followed_at desc, id`.execute(tx)
  return rows
}

/** Whether the caller may see the party. */
export async function isInReach(
  { tx, institution, scope }: Follower,
  { party, id }: { party: 'customer' | 'group'; id: string },
): Promise<boolean> {
  const query =
    party === 'customer'
      ? sql`select from customer c where c.institution_id = ${institution.id} and c.id = ${id}::uuid and ${customerInScope(scope)}`
      : sql`select from customer_group g where g.institution_id = ${institution.id} and g.id = ${id}::uuid and ${groupInReach(scope)}`
  const { rows } = await query.execute(tx)
  return rows.length > 0
}

export async function insertFollow(
  { tx, institution, staff }: Follower,
  { party, id }: { party: 'customer' | 'group'; id: string },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('follow')
    .values({
      institutionId: institution.id,
      staffId: staff.id,
      party,
      partyId: id,
      followedAt: at,
      seenAt: at,
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function deleteFollow(
  { tx, institution, staff }: Follower,
  { party, id }: { party: 'customer' | 'group'; id: string },
): Promise<void> {
  await tx
    .deleteFrom('follow')
    .where('institutionId', '=', institution.id)
    .where('staffId', '=', staff.id)
    .where('party', '=', party)
    .where('partyId', '=', id)
    .execute()
}

/** What changed until now has been seen; of one party, or of all. */
export async function setSeen(
  { tx, institution, staff }: Follower,
  one: { party: 'customer' | 'group'; id: string } | null,
  at: Date,
): Promise<void> {
  let query = tx
    .updateTable('follow')
    .set({ seenAt: at })
    .where('institutionId', '=', institution.id)
    .where('staffId', '=', staff.id)
  if (one) query = query.where('party', '=', one.party).where('partyId', '=', one.id)
  await query.execute()
}

export interface RecentRow {
  id: string
  number: string
  name: string
  kind: string
  groupNumber: string | null
  at: Date
}

/** The customers whose files the caller opened last, each once, that are still in reach. */
export async function listRecents(
  { tx, institution, staff, scope }: Follower,
  limit: number,
): Promise<RecentRow[]> {
  const { rows } = await sql<RecentRow>`
    select c.id, c.number, c.name, c.kind, g.number as group_number, opened.at from (
      select a.customer_id, max(a.at) as at from (
        select a.customer_id, a.at from access_log a where a.institution_id = ${institution.id} and a.staff_id = ${staff.id}::uuid
        order by a.at desc limit 500) a
      group by a.customer_id) opened
    join customer c on c.institution_id = ${institution.id} and c.id = opened.customer_id and ${customerInScope(scope)}
    left join group_member m on m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
    left join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
    order by opened.at desc, c.id limit ${limit}`.execute(tx)
  return rows
}
