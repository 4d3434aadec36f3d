import type { Tx } from '@banyan/database'
import { type RawBuilder, sql } from 'kysely'
import { escapeLike } from './condition-fragments.queries.ts'
import { described } from './found.queries.ts'
import {
  type Hunt,
  inPageOrder,
  keyAfter,
  kept,
  mostCandidates,
  reachOf,
  type ShownHit,
  shown,
} from './hits.queries.ts'
import { hasKeys, isOf, rankOf } from './named.queries.ts'
import { closeness } from './walk.queries.ts'

/** The names within reach that have what was typed: no more of each than its place needs. */
function named({ sought, scope }: Hunt): RawBuilder<unknown> {
  const { institutionId, grams, name } = sought
  const whose = { party: 'customer' as const, branchIds: reachOf(scope) }
  return sql`hit as materialized (
      select p.id, p.party_id, p.kind, p.name, p.plain, ${rankOf(sought)} as rank from party_name p
      where p.institution_id = ${institutionId} and ${hasKeys(grams, whose)} and ${isOf(whose)} and p.plain like ${`%${escapeLike(name)}%`}
      limit ${mostCandidates})`
}

const inPlace = sql`rank, plain collate "C", id`

/** The closest names first, and a party at the first of them: enough unless parties have many such names each. */
const closest = (limit: number) => sql`
    select * from (
      select top.*, row_number() over (partition by party_id order by ${inPlace}) as turn
      from (select * from hit order by ${inPlace} limit ${limit * 2}) top) each
    where turn = 1 order by ${inPlace} limit ${limit}`

/** Each party at its closest name, however many it has, from the page's place on. */
function closestAfter({ sought, after, limit }: Hunt): RawBuilder<unknown> {
  const further = after
    ? sql`and (p.rank, p.plain collate "C", p.id) > (${after.rank}, ${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : sql``
  return sql`
    select p.* from (select * from hit order by ${inPlace}) p
    ${closeness(sought)} where other.is_closest ${further} order by p.rank, p.plain collate "C", p.id limit ${limit}`
}

async function pageOf(tx: Tx, hunt: Hunt, parties: RawBuilder<unknown>) {
  const { sought, scope } = hunt
  const { rows } = await sql<ShownHit & { total: number }>`${kept(hunt)}
    with ${named(hunt)},
    page as materialized (
      select 'customer' as party, party_id, case when kind = 'current' then 'name' else kind || '-name' end as match,
        name as matched, rank, plain as key, id as hit_id from (${parties}) near)
    select ${shown}, (select count(*)::int from (select from hit group by party_id) parties) as total
    from page ${described(sought.institutionId, scope, 'customer')} order by ${inPageOrder}`.execute(
    tx,
  )
  return { rows, total: rows[0]?.total ?? 0 }
}

/**
 * The customers who bear what was typed, where nothing but names is looked through and nothing else is asked: the
 * names within reach put in order, and each party at its closest name.
 */
export async function gatherNames(
  tx: Tx,
  hunt: Hunt,
): Promise<{ rows: ShownHit[]; total: number }> {
  if (hunt.after === null) {
    const page = await pageOf(tx, hunt, closest(hunt.limit))
    if (page.rows.length === Math.min(page.total, hunt.limit)) return page
  }
  return pageOf(tx, hunt, closestAfter(hunt))
}
