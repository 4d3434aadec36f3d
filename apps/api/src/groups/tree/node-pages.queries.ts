import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

interface Figures {
  balance: number
  reserved: number
  overdue: number
  guaranteed: number
  loans: number
}

/** A member of a tree by itself. Money in fen, shares as `Rate`. */
export interface NodeRow {
  id: string
  number: string
  name: string
  kind: string
  status: string
  parentId: string | null
  percent: number | null
  children: number
  own: Figures & { limit: number | null; days: number; tier: number }
  /** With everything below it; `tiers` counts members by their worst tier, normal first. */
  sum: Figures & { members: number; tiers: number[] }
}

const nodeOf = (institutionId: string, day: Day) => sql`
  n.customer_id as id, n.number, n.name, n.kind, n.status, n.parent_id as "parentId", n.direct_percent as percent,
  (select count(*)::integer from group_node child
    where child.institution_id = ${institutionId} and child.parent_id = n.customer_id) as children,
  jsonb_build_object('balance', n.balance, 'reserved', n.reserved, 'overdue', n.overdue, 'guaranteed', n.guaranteed,
    'loans', n.loans, 'limit', n.credit_limit, 'days', greatest(coalesce(${day}::date - n.unpaid_since, 0), 0), 'tier', n.tier) as own,
  jsonb_build_object('balance', s.balance, 'reserved', s.reserved, 'overdue', s.overdue, 'guaranteed', s.guaranteed,
    'loans', s.loans, 'members', s.members,
    'tiers', array[s.normal, s.special_mention, s.substandard, s.doubtful, s.loss]) as sum`

export async function listChildren(
  tx: Tx,
  question: {
    institutionId: string
    groupId: string
    parentId: string | null
    after: { number: string } | undefined
    day: Day
    limit: number
  },
): Promise<NodeRow[]> {
  const { institutionId, groupId, parentId, after, day, limit } = question
  const below = parentId === null ? sql`n.parent_id is null` : sql`n.parent_id = ${parentId}`
  const further = after
    ? sql`and (length(n.number), n.number collate "C") > (length(${after.number}), ${after.number} collate "C")`
    : sql``
  const { rows } = await sql<NodeRow>`/* prepared */
    select ${nodeOf(institutionId, day)} from group_node n
    join node_sum s on s.institution_id = n.institution_id and s.customer_id = n.customer_id
    where n.institution_id = ${institutionId} and n.group_id = ${groupId} and ${below} ${further}
    order by length(n.number), n.number collate "C" limit ${limit}`.execute(tx)
  return rows
}

/** A member and those above it, the root first. */
export async function listChain(
  tx: Tx,
  { institutionId, customerId, day }: { institutionId: string; customerId: string; day: Day },
): Promise<NodeRow[]> {
  const { rows } = await sql<NodeRow>`/* prepared */
    with recursive chain as (
      select ${customerId}::uuid as id, 0 as step
      union
      select up.parent_id, chain.step + 1 from chain
      cross join lateral (
        select node.parent_id from group_node node
        where node.institution_id = ${institutionId} and node.customer_id = chain.id and node.parent_id is not null offset 0
      ) up
    )
    select ${nodeOf(institutionId, day)} from chain
    cross join lateral (
      select node.* from group_node node
      where node.institution_id = ${institutionId} and node.customer_id = chain.id offset 0
    ) n
    cross join lateral (
      select total.* from node_sum total
      where total.institution_id = ${institutionId} and total.customer_id = chain.id offset 0
    ) s
    order by chain.step desc`.execute(tx)
  return rows
}
