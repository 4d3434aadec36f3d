import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import type { Touched } from '../../touched.ts'
import { figureColumns, figuresOf } from '../node-figures.queries.ts'

export interface NodePlace {
  customerId: string
  groupId: string
}

/** The nodes of customers that were touched themselves or through an application or a loan. */
export async function listTouchedNodes(
  tx: Tx,
  institutionId: string,
  { customer, application, loan }: Touched,
): Promise<NodePlace[]> {
  const { rows } = await sql<NodePlace>`/* prepared */
    select n.customer_id as "customerId", n.group_id as "groupId"
    from (
      select unnest(${[...customer]}::uuid[]) as id
      union select a.customer_id from application a
      where a.institution_id = ${institutionId} and a.id = any(${[...application]}::uuid[])
      union select l.customer_id from loan l
      where l.institution_id = ${institutionId} and l.id = any(${[...loan]}::uuid[])
    ) as party
    cross join lateral (
      select node.customer_id, node.group_id from group_node node
      where node.institution_id = ${institutionId} and node.customer_id = party.id offset 0
    ) n`.execute(tx)
  return rows
}

const set = sql.raw(figureColumns.map((name) => `${name} = fresh.${name}`).join(', '))
const stored = sql.raw(figureColumns.map((name) => `node.${name}`).join(', '))
const fresh = sql.raw(figureColumns.map((name) => `fresh.${name}`).join(', '))

const summed = ['balance', 'reserved', 'overdue', 'guaranteed', 'loans'] as const
const tierColumns = ['normal', 'special_mention', 'substandard', 'doubtful', 'loss'] as const
const counted = [...summed, ...tierColumns]

const differences = sql.raw(
  [
    ...summed.map((name) => `fresh.${name} - old.${name} as ${name}`),
    ...tierColumns.map(
      (name, index) =>
        `(fresh.tier = ${index + 1})::integer - (old.tier = ${index + 1})::integer as ${name}`,
    ),
  ].join(', '),
)
const names = sql.raw(counted.join(', '))
const climbing = sql.raw(counted.map((name) => `climb.${name}`).join(', '))
const together = sql.raw(counted.map((name) => `sum(${name}) as ${name}`).join(', '))
const added = sql.raw(
  counted.map((name) => `${name} = node_sum.${name} + delta.${name}`).join(', '),
)
const someDiffer = sql.raw(counted.map((name) => `${name} <> 0`).join(' or '))

/**
 * Computes the rows of these nodes anew, writes those that changed, and moves the differences up their
 * chains, in one statement. The versions of their groups have to be held.
 */
export async function refreshNodes(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<void> {
  await sql`/* prepared */
    with recursive fresh as materialized (${figuresOf(institutionId, customerIds)}),
    changed as (
      update group_node node set ${set}
      from fresh join group_node old on old.institution_id = ${institutionId} and old.customer_id = fresh.customer_id
      where node.institution_id = ${institutionId} and node.customer_id = fresh.customer_id
        and (${stored}) is distinct from (${fresh})
      returning node.customer_id, node.parent_id, ${differences}
    ),
    climb as (
      select customer_id, parent_id, ${names} from changed where ${someDiffer}
      union all
      select up.customer_id, up.parent_id, ${climbing} from climb
      cross join lateral (
        select parent.customer_id, parent.parent_id from group_node parent
        where parent.institution_id = ${institutionId} and parent.customer_id = climb.parent_id offset 0
      ) up
    ),
    delta as materialized (select customer_id, ${together} from climb group by customer_id)
    update node_sum set ${added} from delta
    where node_sum.institution_id = ${institutionId} and node_sum.customer_id = delta.customer_id`.execute(
    tx,
  )
}
