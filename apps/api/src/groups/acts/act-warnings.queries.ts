import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { MemberMove } from '@banyan/domain/groups/group-plan'
import { sql } from 'kysely'
import { groupingKinds } from '../groups.queries.ts'

/** What a decision on an act should know; `amount` is by how much, `count` how many. */
export interface ActWarning {
  code:
    | 'over-limit-after'
    | 'over-legal-after'
    | 'no-limit'
    | 'cuts-ownership'
    | 'applications-under-way'
    | 'other-act-waiting'
  group?: string
  amount?: number
  count?: number
}

/** Holdings inside one group now, whose two ends the moves would put into different groups. */
export async function countCutHoldings(
  tx: Tx,
  institutionId: string,
  moves: readonly MemberMove[],
  day: Day,
): Promise<number> {
  if (moves.length === 0) return 0
  const { rows } = await sql<{ count: number }>`
    with going as (
      select * from unnest(${moves.map(({ customerId }) => customerId)}::uuid[],
        ${moves.map(({ from }) => from)}::uuid[], ${moves.map(({ to }) => to)}::uuid[])
        as going (customer_id, was_in, will_be_in)
    ), edge as (
      select relation.id, relation.from_id as one, relation.to_id as other from relation
      join going on going.customer_id = relation.from_id
      where relation.institution_id = ${institutionId} and relation.kind = any(${groupingKinds})
        and relation.known_to is null and relation.valid_from <= ${day}
        and (relation.valid_to is null or relation.valid_to >= ${day})
      union
      select relation.id, relation.to_id, relation.from_id from relation
      join going on going.customer_id = relation.to_id
      where relation.institution_id = ${institutionId} and relation.kind = any(${groupingKinds})
        and relation.known_to is null and relation.valid_from <= ${day}
        and (relation.valid_to is null or relation.valid_to >= ${day})
    )
    select count(distinct edge.id)::int as count from edge
    join going on going.customer_id = edge.one
    join group_member stays on stays.institution_id = ${institutionId} and stays.customer_id = edge.other
      and stays.valid_to is null and stays.known_to is null
    left join going along on along.customer_id = edge.other
    where stays.group_id = going.was_in
      and going.will_be_in is distinct from
        (case when along.customer_id is null then stays.group_id else along.will_be_in end)`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Applications of these customers that are neither ended nor paid out. */
export async function countUnderWay(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<number> {
  if (customerIds.length === 0) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from application
    where institution_id = ${institutionId} and customer_id = any(${customerIds}::uuid[])
      and status not in ('declined', 'withdrawn', 'disbursed')`.execute(tx)
  return rows[0]?.count ?? 0
}
