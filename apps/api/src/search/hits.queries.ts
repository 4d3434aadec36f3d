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

function columnsOf(rank: RawBuilder<number>): RawBuilder<unknown> {
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
  const sounding = ['pinyin', 'initials'].map((column) => {
    const ref = sql.ref(`p.${column}`)
    return sql`${select} and ${isOf(whose)} and ${begins(ref, letters)} order by ${ref}, p.id limit ${mostSounding}`
  })
  return [named, ...sounding]
}

/** Whether the group `g` lies within reach: any present member does. */
export function groupInReach(scope: Scope): Fragment {
  if (scope.reach === 'institution') return sql`true`
  return sql`exists (select from group_member gm join customer c on c.institution_id = gm.institution_id and c.id = gm.customer_id
    where gm.institution_id = g.institution_id and gm.group_id = g.id and gm.valid_to is null and gm.known_to is null and ${customerInScope(scope)})`
}

const reachOf = (scope: Scope): readonly string[] | null =>
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

const keyAfter = ({ institutionId }: Sought, { id }: Cursor) => sql`coalesce(
  (select p.plain from party_name p where p.institution_id = ${institutionId} and p.id = ${id}::uuid), '')`

/** A hit with what is shown of its party; without it where the party is no longer within reach. */
export type ShownHit = Hit & Partial<FoundParty>

/** Where a filter or a slip decides, the way depends on what is asked: plans are made anew. */
export async function planAnew(tx: Tx): Promise<void> {
  await sql`set local plan_cache_mode = auto`.execute(tx)
}

const shown = sql`page.party, page.party_id, page.match, page.matched, page.rank, page.hit_id,
  shown.id, shown.number, shown.name, shown.kind, shown.status, shown.branch, shown.officer, shown.credit_code, shown.group_id,
  shown.group_number, shown.group_name, shown.group_root_kind, shown.members, shown.balance, shown.oldest_unpaid_on, shown.tier`

/** Without a filter there are few shapes of the statement, and each connection keeps their plans. */
const kept = ({ where }: Hunt) => (where === null ? sql.raw('/* prepared */') : sql``)

const inPageOrder = sql`page.rank, page.key collate "C", page.hit_id`

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

/** No name of the same party is met sooner. */
function isClosest(sought: Sought): Fragment {
  const literal = escapeLike(sought.name)
  const rank = (alias: string) => {
    const plain = sql.ref(`${alias}.plain`)
    return sql`case when ${plain} = ${sought.name} then 0 when ${plain} like ${`${literal}%`} then 1 else 2 end`
  }
  return sql`not exists (select from party_name q where q.institution_id = p.institution_id and q.party_id = p.party_id and q.id <> p.id
    and q.plain like ${`%${literal}%`}
    and (${rank('q')}, q.plain collate "C", q.id) < (${rank('p')}, p.plain collate "C", p.id))`
}

function whosePart({ scope, party }: Hunt): Fragment {
  const customers = isOf({ party: 'customer', branchIds: reachOf(scope) })
  const groups = sql<boolean>`(p.party = 'group' and exists (select from customer_group g where g.institution_id = p.institution_id
    and g.id = p.party_id and g.status <> 'dissolved' and ${groupInReach(scope)}))`
  if (party === 'customer') return customers
  return party === 'group' ? groups : sql`(${customers} or ${groups})`
}

/** Names that begin with the text, in their order: a range of the index of names. */
function beginnings(hunt: Hunt): RawBuilder<unknown> {
  const { sought, after, limit } = hunt
  const { institutionId, name } = sought
  const further = after
    ? sql`and (p.plain collate "C", p.id) > (${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : sql``
  const rank = sql<number>`case when p.plain = ${name} then ${ranks.wholeName}::int else ${ranks.beginning}::int end`
  return sql`(select ${columnsOf(rank)} from party_name p
    where p.institution_id = ${institutionId} and ${begins(sql`p.plain collate "C"`, name)} ${further}
      and ${whosePart(hunt)} and ${isClosest(sought)}
    order by p.plain collate "C", p.id limit ${limit})`
}

/** Names that hold the text further on, met by walking `farthest` names in their order. */
function furtherOn(hunt: Hunt, farthest: number): RawBuilder<unknown> {
  const { sought, after, limit } = hunt
  const { institutionId, name } = sought
  const literal = escapeLike(name)
  const further =
    after?.rank === ranks.part
      ? sql`and (a.plain collate "C", a.id) > (${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
      : sql``
  return sql`(select ${columnsOf(sql`${ranks.part}::int`)} from (
      select * from party_name a where a.institution_id = ${institutionId} ${further}
      order by a.plain collate "C", a.id limit ${farthest}) p
    where p.plain like ${`%${literal}%`} and p.plain not like ${`${literal}%`}
      and ${whosePart(hunt)} and ${isClosest(sought)}
    order by p.plain collate "C", p.id limit ${limit})`
}

/**
 * A page of what is frequent, met by walking the names in their order: those that begin with the text, and only
 * when they do not fill the page those that hold it further on. Null when too few are met on the way.
 */
export async function walkNames(tx: Tx, hunt: Hunt, farthest: number): Promise<ShownHit[] | null> {
  const { sought, scope, party, after, limit } = hunt
  const isPast = after !== null && after.rank >= ranks.part
  const met = isPast
    ? furtherOn(hunt, farthest)
    : sql`select * from (${beginnings(hunt)} union all ${furtherOn({ ...hunt, after: null }, farthest)}) met limit ${limit}`
  const { rows } = await sql<ShownHit>`${kept(hunt)}
    with page as materialized (${met})
    select ${shown} from page ${described(sought.institutionId, scope, party)} order by ${inPageOrder}`.execute(
    tx,
  )
  return rows.length < limit ? null : rows
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
