import { z } from 'zod'
import { shownName } from '../../access/masking.ts'
import type { StaffContext } from '../../access/staff-context.ts'
import { found } from '../../not-found.ts'
import { findGroupOfCustomer } from '../group-list.queries.ts'
import { listChain, listChildren, type NodeRow } from './node-pages.queries.ts'
import { findSum } from './node-sums.queries.ts'
import { findTreeStamp } from './tree-stamp.queries.ts'

export const ChildrenOf = z.strictObject({
  groupId: z.uuid(),
  /** Null for the roots. */
  parentId: z.uuid().nullable(),
  /** The number last seen. */
  after: z.strictObject({ number: z.string().max(40) }).optional(),
  limit: z.int().min(1).max(500).default(100),
})

/** One level of a tree, by number, each node with what it and everything below it owe. */
export async function readChildren(
  context: StaffContext,
  { groupId, parentId, after, limit }: z.infer<typeof ChildrenOf>,
) {
  const { tx, institution, scope } = context
  found(await findTreeStamp(tx, institution.id, scope, groupId), 'group')
  const rows = await listChildren(tx, {
    institutionId: institution.id,
    groupId,
    parentId,
    after,
    day: context.businessDay,
    limit: limit + 1,
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit).map((row) => shownNode(context, row)),
    next: last ? { number: last.number } : null,
  }
}

export const NodeOf = z.strictObject({ customerId: z.uuid() })
type NodeOf = z.infer<typeof NodeOf>

/** A customer and everyone above it in the tree, the root first. */
export async function readAncestors(context: StaffContext, { customerId }: NodeOf) {
  const { tx, institution, scope, businessDay } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const question = { institutionId: institution.id, customerId, day: businessDay }
  return (await listChain(tx, question)).map((row) => shownNode(context, row))
}

/** What a customer and everything below it in its group owe; null outside any group. */
export async function readSubtree(context: StaffContext, { customerId }: NodeOf) {
  const { tx, institution, scope } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  return (await findSum(tx, institution.id, customerId)) ?? null
}

function shownNode(context: StaffContext, row: NodeRow): NodeRow {
  return { ...row, name: shownName(context, row.kind, row.name) }
}
