import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { NodeShape } from './node-rows.queries.ts'

const summed = [
  'members',
  'balance',
  'reserved',
  'overdue',
  'guaranteed',
  'loans',
  'normal',
  'special_mention',
  'substandard',
  'doubtful',
  'loss',
]
const added = sql.raw(
  summed.map((name) => `${name} = above.${name} + chain.sign * moved.${name}`).join(', '),
)

/**
 * Hangs a member under another parent, in one statement: its row, and the sums of both chains as far as
 * they differ. Where the parent stays, only the row is written. The version of the group has to be held.
 */
export async function hangNode(
  tx: Tx,
  institutionId: string,
  node: NodeShape & { formerParentId: string | null },
): Promise<void> {
  const { customerId, parentId, formerParentId, parentSlot, percent, otherParents } = node
  const hung = sql`
    update group_node set parent_id = ${parentId}::uuid, parent_slot = ${parentSlot}::integer, direct_percent = ${percent}::bigint,
      other_parents = ${otherParents}::uuid[]
    where institution_id = ${institutionId} and customer_id = ${customerId}`
  if (parentId === formerParentId) {
    await hung.execute(tx)
    return
  }
  await sql`/* prepared */
    with recursive hung as (${hung}),
    walk as (
      select start.id, start.sign from (values (${formerParentId}::uuid, -1), (${parentId}::uuid, 1)) as start (id, sign)
      where start.id is not null
      union all
      select up.parent_id, walk.sign from walk
      cross join lateral (
        select n.parent_id from group_node n
        where n.institution_id = ${institutionId} and n.customer_id = walk.id and n.parent_id is not null offset 0
      ) up
    ),
    chain as materialized (select id, sum(sign)::integer as sign from walk group by id having sum(sign) <> 0)
    update node_sum above set ${added}
    from chain, node_sum moved
    where above.institution_id = ${institutionId} and above.customer_id = chain.id
      and moved.institution_id = ${institutionId} and moved.customer_id = ${customerId}`.execute(tx)
}

/** The root with the most below it; of equals the lowest number. */
export async function findLargestRoot(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`/* prepared */
    select n.customer_id as id from group_node n
    join node_sum s on s.institution_id = n.institution_id and s.customer_id = n.customer_id
    where n.institution_id = ${institutionId} and n.group_id = ${groupId} and n.parent_id is null
    order by s.members desc, length(n.number), n.number collate "C" limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export async function setRoot(
  tx: Tx,
  institutionId: string,
  groupId: string,
  rootCustomerId: string | null,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ rootCustomerId })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}
