import type { Tx } from '@banyan/database'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../access/staff-context.ts'
import { escapeLike, type Fragment } from './condition-fragments.queries.ts'
import { customerInScope } from './customers-where.queries.ts'
import { described, type FoundParty } from './found.queries.ts'
import {
  begins,
  hasKeys,
  isOf,
  type Match,
  otherHits,
  rankOf,
  ranks,
  type Sought,
  type Whose,
} from './named.queries.ts'

/** Where a page ended: the rank and the name (or the party, where no name was met) seen last. */
export interface Cursor {
  rank: number
  id: string
}

export interface Hit {
  party: 'customer' | 'group'
  partyId: string
  match: Match
  matched: string | null
  rank: number
  hitId: string
}

export interface Hunt {
  sought: Sought
  scope: Scope
  party: 'customer' | 'group' | undefined
  /** What a customer `c` must be beside; null: nothing, and customers need not be read. */
  where: Fragment | null
  /** What a group `g` must be beside; null: nothing. */
  groupWhere: Fragment | null
  after: Cursor | null
  limit: number
  /** Counting stops above so many. */
  atMost: number
}

/** More candidates than these are not looked at, and totals say so. */
export const mostCandidates = 50_000
/** By sound, the first so many in their order. */
const mostSounding = 2_000

const matchOfName = sql`case when p.kind = 'current' then 'name' else p.kind || '-name' end`
const inOrder = sql`rank, key collate "C", hit_id`

export function columnsOf(rank: RawBuilder<number>): RawBuilder<unknown> {
  const isBySound = sql`${rank} in (${ranks.wholePinyin}, ${ranks.pinyin}, ${ranks.initials})`
  return sql`p.party, p.party_id, case when ${isBySound} then 'pinyin' else ${matchOfName} end as match, p.name as matched, ${rank} as rank, p.plain as key, p.id as hit_id`
}

function nameHits(sought: Sought, whose: Whose): RawBuilder<unknown>[] {
  if (!sought.byName) return []
  const { institutionId, grams, name, letters } = sought
  const select = sql`select ${columnsOf(rankOf(sought))} from party_name p where p.institution_id = ${institutionId}`
  const named = sql`${select} and ${hasKeys(grams, whose)} and ${isOf(whose)} and p.plain like ${`%${escapeLike(name)}%`}
    limit ${mostCandidates}`
  if (letters === null) return [named]
  // The ids are read from the index alone; only names within reach are read themselves.
  const sounding = ['pinyin', 'initials'].map((column) => {
    const ref = sql.ref(`s.${column}`)
    return sql`select ${columnsOf(rankOf(sought))} from (
        select s.id from party_name s where s.institution_id = ${institutionId} and ${isOf(whose, 's')} and ${begins(ref, letters)}
        order by ${ref}, s.id limit ${mostSounding}) w
      cross join lateral (select * from party_name p where p.institution_id = ${institutionId} and p.id = w.id limit 1) p`
  })
  return [named, ...sounding]
}

/** Whether the group `g` lies within reach: any present member does. */
export function groupInReach(scope: Scope): Fragment {
  if (scope.reach === 'institution') return sql`true`
  return sql`exists (select from group_member gm join customer c on c.institution_id = gm.institution_id and c.id = gm.customer_id
    where gm.institution_id = g.institution_id and gm.group_id = g.id and gm.valid_to is null and gm.known_to is null and ${customerInScope(scope)})`
}

export const reachOf = (scope: Scope): readonly string[] | null =>
  scope.reach === 'branch' ? scope.branchIds : null

/** Everything hit, within reach, before it is narrowed; a customer's hit becomes its group's where groups are sought. */
function hits({ sought, scope, party }: Hunt): RawBuilder<unknown> {
  const { institutionId } = sought
  const reach = party === 'group' ? null : reachOf(scope)
  const inReach = sql<boolean>`c.institution_id = ${institutionId} and ${party === 'group' ? sql`true` : customerInScope(scope)}`
  const parts = [
    ...nameHits(sought, { party: 'customer', branchIds: reach }),
    ...(party === 'customer' ? [] : nameHits(sought, { party: 'group', branchIds: null })),
    ...otherHits(sought, party !== 'customer', inReach),
  ]
  const all = sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  )
  if (party !== 'group') return all
  return sql`
    select * from (${all}) hit where party = 'group'
    union all
    select 'group', m.group_id, 'member', coalesce(hit.matched, c.name), ${ranks.member} + hit.rank, '', m.group_id
    from (${all}) hit
    join group_member m on m.institution_id = ${institutionId} and m.customer_id = hit.party_id and m.valid_to is null and m.known_to is null
    join customer c on c.institution_id = m.institution_id and c.id = m.customer_id
    where hit.party = 'customer'`
}

/** Customers who are all the filter asks, and groups within reach; whoever is hit twice counts where closest. */
function found(hunt: Hunt): RawBuilder<unknown> {
  const { sought, scope, party, where, groupWhere } = hunt
  const { institutionId } = sought
  const customers =
    where === null
      ? sql`select best.* from best where best.party = 'customer'`
      : sql`select best.* from best join customer c on c.institution_id = ${institutionId} and c.id = best.party_id
        where best.party = 'customer' and ${where}`
  const groups = sql`select best.* from best join customer_group g on g.institution_id = ${institutionId} and g.id = best.party_id
    where best.party = 'group' and g.status <> 'dissolved' and ${groupInReach(scope)} and ${groupWhere ?? sql`true`}`
  const parts =
    party === 'customer' ? [customers] : party === 'group' ? [groups] : [customers, groups]
  return sql`
    with best as materialized (
      select distinct on (party_id) * from (${hits(hunt)}) hit
      order by party_id, rank, match <> 'name', key collate "C", hit_id),
    found as materialized (${sql.join(parts, sql` union all `)})`
}

export const keyAfter = ({ institutionId }: Sought, { id }: Cursor) => sql`coalesce(
  (select p.plain from party_name p where p.institution_id = ${institutionId} and p.id = ${id}::uuid), '')`

/** A hit with what is shown of its party; without it where the party is no longer within reach. */
export type ShownHit = Hit & Partial<FoundParty>

/** Where a filter or a slip decides, the way depends on what is asked: plans are made anew. */
export async function planAnew(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = auto`.execute(tx)
}

export const shown = sql`page.party, page.party_id, page.match, page.matched, page.rank, page.hit_id,
  shown.id, shown.number, shown.name, shown.kind, shown.status, shown.branch, shown.officer, shown.credit_code, shown.group_id,
  shown.group_number, shown.group_name, shown.group_root_kind, shown.members, shown.balance, shown.oldest_unpaid_on, shown.tier`

/** Without a filter there are few shapes of the statement, and each connection keeps their plans. */
export const kept = ({ where }: Hunt) => (where === null ? sql.raw('/* prepared */') : sql``)

export const inPageOrder = sql`page.rank, page.key collate "C", page.hit_id`

/** All that is hit, closest first, from the page's place on; and how many there are, up to `atMost` and one more. */
export async function gather(tx: Tx, hunt: Hunt): Promise<{ rows: ShownHit[]; total: number }> {
  const { sought, scope, party, after, limit, atMost } = hunt
  const further = after
    ? sql`where (rank, key collate "C", hit_id) > (${after.rank}, ${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<ShownHit & { total: number }>`${kept(hunt)}
    ${found(hunt)},
    page as materialized (select * from found ${further} order by ${inOrder} limit ${limit})
    select ${shown}, (select count(*)::int from (select from found limit ${atMost + 1}) capped) as total
    from page ${described(sought.institutionId, scope, party)} order by ${inPageOrder}`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}

/** How many parties beyond the caller's reach are hit, up to `atMost`; nothing else is told of them. */
export async function countBeyond(tx: Tx, hunt: Hunt, atMost: number): Promise<number> {
  const { sought, scope } = hunt
  if (scope.reach === 'institution') return 0
  const everywhere: Scope = { ...scope, reach: 'institution' }
  const all = hits({ ...hunt, scope: everywhere, party: 'customer' })
  const { rows } = await sql<{ beyond: number }>`
    select count(*)::int as beyond from (
      select distinct hit.party_id from (${all}) hit
      join customer c on c.institution_id = ${sought.institutionId} and c.id = hit.party_id
      where not ${customerInScope(scope)} limit ${atMost}) seen`.execute(tx)
  return rows[0]?.beyond ?? 0
}

/** Customers who are all that is asked, where nothing is named: in the order of their names. */
export async function walkCustomers(
  tx: Tx,
  hunt: Hunt,
): Promise<{ rows: ShownHit[]; total: number }> {
  const { sought, scope, party, where, after, limit, atMost } = hunt
  if (party === 'group') return { rows: [], total: 0 }
  const asked = sql<boolean>`c.institution_id = ${sought.institutionId} and ${where ?? customerInScope(scope)}`
  const further = after
    ? sql`and (c.name_sort, c.id) > ((select l.name_sort from customer l
        where l.institution_id = ${sought.institutionId} and l.id = ${after.id}::uuid), ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<ShownHit>`
    with page as materialized (
      select 'customer' as party, c.id as party_id, 'name' as match, null::text as matched, 0 as rank, c.name_sort as key, c.id as hit_id
      from customer c where ${asked} ${further} order by c.name_sort, c.id limit ${limit})
    select ${shown} from page ${described(sought.institutionId, scope, 'customer')} order by ${inPageOrder}`.execute(
    tx,
  )
  if (!after && rows.length < limit) return { rows, total: rows.length }
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from (select from customer c where ${asked} limit ${atMost + 1}) capped`.execute(
    tx,
  )
  return { rows, total: counted.rows[0]?.total ?? 0 }
}
