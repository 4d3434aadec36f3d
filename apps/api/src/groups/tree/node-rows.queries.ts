import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { figureColumns, figuresOf } from '../node-figures.queries.ts'

/** Where a member hangs, and where its row lies. */
export interface NodeShape {
  customerId: string
  parentId: string | null
  slot: number
  parentSlot: number | null
  percent: number | null
  otherParents: readonly string[]
}

/** The rows of a group as they stand. */
export async function listNodeShapes(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<NodeShape[]> {
  const { rows } = await sql<NodeShape>`
    select customer_id as "customerId", parent_id as "parentId", slot, parent_slot as "parentSlot",
      direct_percent as percent, other_parents as "otherParents"
    from group_node where institution_id = ${institutionId} and group_id = ${groupId}`.execute(tx)
  return rows
}

/** Other groups in which these customers still have rows. */
export async function listGroupsOfNodes(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    select distinct group_id as "groupId" from group_node
    where institution_id = ${institutionId} and customer_id = any(${customerIds}::uuid[])
    order by 1`.execute(tx)
  return rows.map(({ groupId }) => groupId)
}

export async function deleteNodes(
  tx: Tx,
  institutionId: string,
  groupId: string,
  customerIds: readonly string[],
): Promise<void> {
  if (customerIds.length === 0) return
  await sql`
    delete from group_node
    where institution_id = ${institutionId} and group_id = ${groupId} and customer_id = any(${customerIds}::uuid[])`.execute(
    tx,
  )
}

/** As rows of one statement: an array a column; lists of other holders travel as text. */
function given(shapes: readonly NodeShape[]) {
  const of = <T>(read: (shape: NodeShape) => T) => shapes.map(read)
  return sql`unnest(${of(({ customerId }) => customerId)}::uuid[], ${of(({ parentId }) => parentId)}::uuid[],
    ${of(({ slot }) => slot)}::integer[], ${of(({ parentSlot }) => parentSlot)}::integer[], ${of(({ percent }) => percent)}::bigint[],
    ${of(({ otherParents }) => `{${otherParents.join(',')}}`)}::text[])
    as shape (customer_id, parent_id, slot, parent_slot, percent, other_parents)`
}

const columns = sql.raw(figureColumns.join(', '))
const figures = sql.raw(figureColumns.map((name) => `figure.${name}`).join(', '))
const taken = sql.raw(figureColumns.map((name) => `${name} = excluded.${name}`).join(', '))

/** New rows with their figures; a row in another group is taken over. */
export async function insertNodes(
  tx: Tx,
  institutionId: string,
  groupId: string,
  shapes: readonly NodeShape[],
): Promise<void> {
  const ids = shapes.map(({ customerId }) => customerId)
  await sql`
    insert into group_node (institution_id, group_id, customer_id, parent_id, slot, parent_slot, direct_percent, other_parents, ${columns})
    select ${institutionId}, ${groupId}, shape.customer_id, shape.parent_id, shape.slot, shape.parent_slot, shape.percent,
      shape.other_parents::uuid[], ${figures}
    from ${given(shapes)} join (${figuresOf(institutionId, ids)}) as figure on figure.customer_id = shape.customer_id
    on conflict (institution_id, customer_id) do update set group_id = excluded.group_id, parent_id = excluded.parent_id,
      slot = excluded.slot, parent_slot = excluded.parent_slot, direct_percent = excluded.direct_percent,
      other_parents = excluded.other_parents, look_through = null, ${taken}`.execute(tx)
}

/** Hangs rows of a group elsewhere; what they hold of their customers stays. */
export async function moveNodes(
  tx: Tx,
  institutionId: string,
  shapes: readonly NodeShape[],
): Promise<void> {
  await sql`
    update group_node set parent_id = shape.parent_id, parent_slot = shape.parent_slot, direct_percent = shape.percent,
      other_parents = shape.other_parents::uuid[]
    from ${given(shapes)}
    where group_node.institution_id = ${institutionId} and group_node.customer_id = shape.customer_id`.execute(
    tx,
  )
}

/** The share of the root in every member, as solved for a shape; null where it is unknown. */
export async function setLookThrough(
  tx: Tx,
  institutionId: string,
  groupId: string,
  { shape, ids, shares }: { shape: number; ids: string[]; shares: (number | null)[] },
): Promise<void> {
  await sql`
    update group_node set look_through = solved.share
    from unnest(${ids}::uuid[], ${shares}::bigint[]) as solved (customer_id, share)
    where group_node.institution_id = ${institutionId} and group_node.group_id = ${groupId}
      and group_node.customer_id = solved.customer_id and group_node.look_through is distinct from solved.share`.execute(
    tx,
  )
  await tx
    .updateTable('groupVersion')
    .set({ solved: shape })
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .execute()
}
