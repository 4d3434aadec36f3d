import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { escapeLike } from './condition-fragments.queries.ts'
import { described } from './found.queries.ts'
import {
  columnsOf,
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

/**
 * The customers who bear what was typed, where nothing but names is looked through and nothing else is asked: the
 * names within reach put in order, and each party at its closest name.
 */
export async function gatherNames(
  tx: Tx,
  hunt: Hunt,
): Promise<{ rows: ShownHit[]; total: number }> {
  const { sought, scope, after, limit } = hunt
  const { institutionId, grams, name } = sought
  const whose = { party: 'customer' as const, branchIds: reachOf(scope) }
  const further = after
    ? sql`and (p.rank, p.key collate "C", p.hit_id) > (${after.rank}, ${keyAfter(sought, after)} collate "C", ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<ShownHit & { total: number }>`${kept(hunt)}
    with hit as materialized (
      select ${columnsOf(rankOf(sought))}, p.plain, p.id from party_name p
      where p.institution_id = ${institutionId} and ${hasKeys(grams, whose)} and ${isOf(whose)} and p.plain like ${`%${escapeLike(name)}%`}
      limit ${mostCandidates}),
    page as materialized (
      select p.* from (select hit.*, key collate "C" as place from hit order by rank, place, hit_id) p
      ${closeness(sought)} where other.is_closest ${further} order by p.rank, p.place, p.hit_id limit ${limit})
    select ${shown}, (select count(distinct party_id)::int from hit) as total
    from page ${described(institutionId, scope, 'customer')} order by ${inPageOrder}`.execute(tx)
  return { rows, total: rows[0]?.total ?? 0 }
}
