import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { figureColumns, figuresOf } from '../node-figures.queries.ts'

const stored = sql.raw(figureColumns.map((name) => `n.${name}`).join(', '))
const fresh = sql.raw(figureColumns.map((name) => `fresh.${name}`).join(', '))
const portion = 20_000

/**
 * What the rows of trees hold that is not so when computed anew; a sound institution has nothing. Sums are
 * compared with those of the members just below, which holds for every subtree when it holds for each member.
 */
export async function findTreeBreaches(tx: Tx, institutionId: string): Promise<string[]> {
  const breaches = [
    ...(await listWrongSums(tx, institutionId)),
    ...(await listWrongPlaces(tx, institutionId)),
  ]
  for (let after: string | null = null; ;) {
    const { rows, last } = await listWrongRows(tx, institutionId, after)
    breaches.push(...rows)
    if (last === null) return breaches.sort()
    after = last
  }
}

async function listWrongRows(tx: Tx, institutionId: string, after: string | null) {
  const page = await sql<{ id: string }>`
    select customer_id as id from group_node
    where institution_id = ${institutionId} and (${after}::uuid is null or customer_id > ${after}::uuid)
    order by customer_id limit ${portion}`.execute(tx)
  const ids = page.rows.map(({ id }) => id)
  const { rows } = await sql<{ what: string }>`
    with fresh as materialized (${figuresOf(institutionId, ids)})
    select 'a row differs from its customer ' || n.number as what from group_node n
    left join fresh on fresh.customer_id = n.customer_id
    where n.institution_id = ${institutionId} and n.customer_id = any(${ids}::uuid[])
      and (${stored}) is distinct from (${fresh})`.execute(tx)
  return {
    rows: rows.map(({ what }) => what),
    last: ids.length < portion ? null : (ids.at(-1) ?? null),
  }
}

async function listWrongSums(tx: Tx, institutionId: string): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    with below as (
      select child.parent_id as id, sum(s.members) as members, sum(s.balance) as balance, sum(s.reserved) as reserved,
        sum(s.overdue) as overdue, sum(s.guaranteed) as guaranteed, sum(s.loans) as loans, sum(s.normal) as normal,
        sum(s.special_mention) as special_mention, sum(s.substandard) as substandard, sum(s.doubtful) as doubtful, sum(s.loss) as loss
      from group_node child join node_sum s on s.institution_id = child.institution_id and s.customer_id = child.customer_id
      where child.institution_id = ${institutionId} and child.parent_id is not null group by child.parent_id
    )
    select 'sums differ from the subtree of ' || n.number as what from group_node n
    left join below on below.id = n.customer_id
    left join node_sum s on s.institution_id = n.institution_id and s.customer_id = n.customer_id
    where n.institution_id = ${institutionId}
      and (s.members, s.balance, s.reserved, s.overdue, s.guaranteed, s.loans, s.normal, s.special_mention, s.substandard, s.doubtful, s.loss)
        is distinct from (1 + coalesce(below.members, 0), n.balance + coalesce(below.balance, 0), n.reserved + coalesce(below.reserved, 0),
          n.overdue + coalesce(below.overdue, 0), n.guaranteed + coalesce(below.guaranteed, 0), n.loans + coalesce(below.loans, 0),
          (n.tier = 1)::integer + coalesce(below.normal, 0), (n.tier = 2)::integer + coalesce(below.special_mention, 0),
          (n.tier = 3)::integer + coalesce(below.substandard, 0), (n.tier = 4)::integer + coalesce(below.doubtful, 0),
          (n.tier = 5)::integer + coalesce(below.loss, 0))`.execute(tx)
  return rows.map(({ what }) => what)
}

async function listWrongPlaces(tx: Tx, institutionId: string): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'a row lies apart from its parent ' || n.number as what from group_node n
    left join group_node up on up.institution_id = n.institution_id and up.customer_id = n.parent_id
    where n.institution_id = ${institutionId}
      and (n.parent_slot is distinct from up.slot or n.parent_id is not null and up.group_id is distinct from n.group_id)
    union all
    select 'a member has no row, or a row no member ' || coalesce(n.customer_id, m.customer_id)
    from (select * from group_node where institution_id = ${institutionId}) n
    full join (select * from group_member where institution_id = ${institutionId} and valid_to is null and known_to is null) m
      on m.customer_id = n.customer_id and m.group_id = n.group_id
    where n.customer_id is null or m.customer_id is null`.execute(tx)
  return rows.map(({ what }) => what)
}
