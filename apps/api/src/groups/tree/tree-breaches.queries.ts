import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { figureColumns, figuresOf } from '../node-figures.queries.ts'

const stored = sql.raw(figureColumns.map((name) => `n.${name}`).join(', '))
const fresh = sql.raw(figureColumns.map((name) => `fresh.${name}`).join(', '))

/** Rows that differ from what is computed anew; a sound institution has none. Each says what, and whose. */
export async function findTreeBreaches(tx: Tx, institutionId: string): Promise<string[]> {
  const everyone = sql`select customer_id as id from group_node where institution_id = ${institutionId}`
  const { rows } = await sql<{ what: string }>`
    with recursive fresh as materialized (${figuresOf(institutionId, everyone)}),
    below as (
      select customer_id as top, customer_id as id from group_node where institution_id = ${institutionId}
      union
      select below.top, n.customer_id from below
      join group_node n on n.institution_id = ${institutionId} and n.parent_id = below.id
    ),
    summed as (
      select top, count(*) as members, sum(n.balance) as balance, sum(n.reserved) as reserved, sum(n.overdue) as overdue,
        sum(n.guaranteed) as guaranteed, sum(n.loans) as loans, count(*) filter (where n.tier = 1) as normal,
        count(*) filter (where n.tier = 2) as special_mention, count(*) filter (where n.tier = 3) as substandard,
        count(*) filter (where n.tier = 4) as doubtful, count(*) filter (where n.tier = 5) as loss
      from below join group_node n on n.institution_id = ${institutionId} and n.customer_id = below.id group by top
    )
    select 'a row differs from its customer ' || n.number as what from group_node n
    left join fresh on fresh.customer_id = n.customer_id
    where n.institution_id = ${institutionId} and (${stored}) is distinct from (${fresh})
    union all
    select 'sums differ from the subtree of ' || n.number from group_node n
    join summed on summed.top = n.customer_id
    left join node_sum s on s.institution_id = n.institution_id and s.customer_id = n.customer_id
    where n.institution_id = ${institutionId}
      and (s.members, s.balance, s.reserved, s.overdue, s.guaranteed, s.loans, s.normal, s.special_mention, s.substandard, s.doubtful, s.loss)
        is distinct from (summed.members, summed.balance, summed.reserved, summed.overdue, summed.guaranteed, summed.loans,
          summed.normal, summed.special_mention, summed.substandard, summed.doubtful, summed.loss)
    union all
    select 'a row lies apart from its parent ' || n.number from group_node n
    left join group_node up on up.institution_id = n.institution_id and up.customer_id = n.parent_id
    where n.institution_id = ${institutionId}
      and (n.parent_slot is distinct from up.slot or n.parent_id is not null and up.group_id is distinct from n.group_id)
    union all
    select 'a member has no row, or a row no member ' || coalesce(n.customer_id, m.customer_id)
    from (select * from group_node where institution_id = ${institutionId}) n
    full join (select * from group_member where institution_id = ${institutionId} and valid_to is null and known_to is null) m
      on m.customer_id = n.customer_id and m.group_id = n.group_id
    where n.customer_id is null or m.customer_id is null
    order by 1`.execute(tx)
  return rows.map(({ what }) => what)
}
