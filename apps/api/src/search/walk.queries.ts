import type { Tx } from '@banyan/database'
import { type RawBuilder, sql } from 'kysely'
import { escapeLike, type Fragment } from './condition-fragments.queries.ts'
import { described } from './found.queries.ts'
import {
  columnsOf,
  groupInReach,
  type Hunt,
  inPageOrder,
  keyAfter,
  kept,
  reachOf,
  type ShownHit,
  shown,
} from './hits.queries.ts'
import { begins, hasKeys, isOf, mostBranches, rankOf, ranks } from './named.queries.ts'

/** The names `a` of customers within reach in their order, read from the indexes of names alone. */
function inOrder({ sought, scope }: Hunt, narrowed: Fragment): RawBuilder<unknown> {
  const { institutionId } = sought
  const branchIds = reachOf(scope)
  const of = (whose: Fragment) => sql`select a.plain collate "C" as key, a.id from party_name a
    where a.institution_id = ${institutionId} and a.party = 'customer' and ${whose} and ${narrowed}`
  const parts =
    branchIds === null
      ? [of(sql`true`)]
      : branchIds.length > mostBranches
        ? [of(sql`a.branch_id = any(${[...branchIds]}::uuid[])`)]
        : branchIds.map((id) => of(sql`a.branch_id = ${id}::uuid`))
  return sql`select a.key, a.id from (${sql.join(parts, sql` union all `)}) a order by a.key, a.id`
}

/** Whether no name of the party of the name `p` is met sooner: joined name by name, so that no more are asked than are shown. */
export function closeness({ name, institutionId }: Hunt['sought']): RawBuilder<unknown> {
  const literal = escapeLike(name)
  const rank = (alias: string) => {
    const plain = sql.ref(`${alias}.plain`)
    return sql`case when ${plain} = ${name} then 0 when ${plain} like ${`${literal}%`} then 1 else 2 end`
  }
  return sql`cross join lateral (select not exists (select from party_name q where q.institution_id = ${institutionId} and q.party_id = p.party_id and q.id <> p.id
    and q.plain like ${`%${literal}%`}
    and (${rank('q')}, q.plain collate "C", q.id) < (${rank('p')}, p.plain collate "C", p.id)) as is_closest offset 0) other`
}

/** The names met with their parties, one by one in the same order, until the page is full. */
function met(
  { sought, where, limit }: Hunt,
  { names, rank, isMet }: { names: RawBuilder<unknown>; rank: RawBuilder<number>; isMet: Fragment },
): RawBuilder<unknown> {
  const { institutionId } = sought
  const asked =
    where === null
      ? sql``
      : sql`cross join lateral (select from customer c where c.institution_id = ${institutionId} and c.id = p.party_id and ${where} limit 1) asked`
  return sql`(select ${columnsOf(rank)} from (${names}) w
    cross join lateral (select * from party_name p where p.institution_id = ${institutionId} and p.id = w.id limit 1) p ${asked} ${closeness(sought)}
    where ${isMet} and other.is_closest
    order by w.key, w.id limit ${limit})`
}

/** Names that begin with the text, in their order: a range of the index of names. */
function beginnings(hunt: Hunt): RawBuilder<unknown> {
  const { sought, after } = hunt
  const begun = begins(sql`a.plain collate "C"`, sought.name)
  const further = after
    ? sql<boolean>`${begun} and (a.plain collate "C", a.id) > (${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : begun
  const rank = sql<number>`case when p.plain = ${sought.name} then ${ranks.wholeName}::int else ${ranks.beginning}::int end`
  return met(hunt, { names: inOrder(hunt, further), rank, isMet: sql`true` })
}

/** Names that hold the text further on, met by walking `farthest` names in their order. */
function furtherOn(hunt: Hunt, farthest: number): RawBuilder<unknown> {
  const { sought, after } = hunt
  const literal = escapeLike(sought.name)
  const further =
    after?.rank === ranks.part
      ? sql<boolean>`(a.plain collate "C", a.id) > (${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
      : sql<boolean>`true`
  const names = sql`${inOrder(hunt, further)} limit ${farthest}`
  const isMet = sql<boolean>`w.key like ${`%${literal}%`} and w.key not like ${`${literal}%`}`
  return met(hunt, { names, rank: sql`${ranks.part}::int`, isMet })
}

/** Groups within reach that bear the text, closest first: there are few beside the customers. */
function groupsNamed({ sought, scope, after, limit, groupWhere }: Hunt): RawBuilder<unknown> {
  const { institutionId, grams, name } = sought
  const group = { party: 'group' as const, branchIds: null }
  const further = after
    ? sql`where (best.rank, best.key collate "C", best.hit_id) > (${after.rank}, ${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : sql``
  return sql`(select near.* from (
      select best.* from (
        select distinct on (p.party_id) ${columnsOf(rankOf(sought))} from party_name p
        where p.institution_id = ${institutionId} and ${hasKeys(grams, group)} and ${isOf(group)} and p.plain like ${`%${escapeLike(name)}%`}
        order by p.party_id, rank, p.kind <> 'current', p.plain collate "C", p.id) best
      ${further} order by best.rank, best.key collate "C", best.hit_id) near
    where exists (select from customer_group g where g.institution_id = ${institutionId} and g.id = near.party_id
      and g.status <> 'dissolved' and ${groupInReach(scope)} and ${groupWhere ?? sql`true`})
    order by near.rank, near.key collate "C", near.hit_id limit ${limit})`
}

/**
 * A page of what is frequent, met by walking the names in their order: those that begin with the text, and only
 * when they do not fill the page those that hold it further on. Null when too few are met on the way.
 */
export async function walkNames(tx: Tx, hunt: Hunt, farthest: number): Promise<ShownHit[] | null> {
  const { sought, scope, party, after, limit } = hunt
  const isPast = after !== null && after.rank >= ranks.part
  const customers = isPast
    ? furtherOn(hunt, farthest)
    : sql`(select * from (${beginnings(hunt)} union all ${furtherOn({ ...hunt, after: null }, farthest)}) met limit ${limit})`
  const page =
    party === 'customer'
      ? sql`met as materialized (${customers}), page as materialized (select * from met)`
      : sql`met as materialized (${customers}), page as materialized (
          select * from (select * from met union all ${groupsNamed(hunt)}) either
          order by rank, key collate "C", hit_id limit ${limit})`
  const { rows } = await sql<ShownHit & { met: number }>`${kept(hunt)}
    with ${page}
    select ${shown}, (select count(*)::int from met) as met
    from page ${described(sought.institutionId, scope, party)} order by ${inPageOrder}`.execute(tx)
  return (rows[0]?.met ?? 0) < limit ? null : rows
}
