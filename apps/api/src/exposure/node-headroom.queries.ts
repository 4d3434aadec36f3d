import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import {
  type BookQuestion,
  contractsOf,
  partyMembers,
  ratesOn,
} from '../groups/contracts.queries.ts'

export interface NodeFigures {
  id: string
  /** Owed and promised by the member itself. */
  owed: number
  /** What the limit allotted to it can hold, less what a one-off limit does not take back; null without one. */
  room: number | null
}

/** Every member of a group with what it owes itself and its own limit, in one statement. */
export async function listNodeFigures(
  tx: Tx,
  question: BookQuestion,
  groupId: string,
): Promise<NodeFigures[]> {
  const { institutionId, businessDay } = question
  const { rows } = await sql<NodeFigures>`
    with rates as (${ratesOn(question)}), party as (${partyMembers(institutionId, { groupId })}),
    held as (
      select customer_id, coalesce(sum(amount), 0)::bigint as owed
      from (${contractsOf(question, 'party')}) as each group by customer_id
    ), allotted as (
      select distinct on (lim.customer_id) lim.customer_id, lim.amount, lim.is_revolving, lim.valid_from
      from customer_limit lim join party on party.customer_id = lim.customer_id
      where lim.institution_id = ${institutionId} and lim.status = 'in-force'
        and lim.valid_from <= ${businessDay} and (lim.valid_to is null or lim.valid_to >= ${businessDay})
      order by lim.customer_id, lim.valid_from desc, coalesce(lim.decided_at, lim.set_at) desc, lim.id desc
    )
    select party.customer_id as id, coalesce(held.owed, 0)::bigint as owed,
      allotted.amount - case when allotted.is_revolving then 0 else coalesce((
        select sum(loan.principal - loan.balance) from loan
        where loan.institution_id = ${institutionId} and loan.customer_id = party.customer_id
          and loan.status in ('active', 'settled') and loan.disbursed_on >= allotted.valid_from), 0)::bigint
        end as room
    from party left join held on held.customer_id = party.customer_id
    left join allotted on allotted.customer_id = party.customer_id
    order by party.customer_id`.execute(tx)
  return rows
}
