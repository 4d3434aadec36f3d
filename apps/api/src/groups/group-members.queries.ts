import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { TreeNode } from '@banyan/domain/groups/customer-tree'
import type { TreeMember } from '@banyan/domain/groups/tree-holdings'
import { sql } from 'kysely'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

export interface Membership {
  customerId: string
  groupId: string
}

export async function listMemberships(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Membership[]> {
  if (customerIds.length === 0) return []
  return tx
    .selectFrom('groupMember')
    .select(['customerId', 'groupId'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
}

export function listGroupMembers(
  tx: Tx,
  institutionId: string,
  groupId: string,
): Promise<TreeMember[]> {
  return tx
    .selectFrom('groupMember')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'groupMember.institutionId')
        .onRef('customer.id', '=', 'groupMember.customerId'),
    )
    .select(['customer.id', 'customer.number'])
    .where('groupMember.institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .execute()
}

export interface MemberRow {
  institutionId: string
  id: string
  groupId: string
  customerId: string
  reason: string
  validFrom: Day
  knownFrom: Date
}

const memberColumns: Columns<MemberRow> = {
  institutionId: 'uuid',
  id: 'uuid',
  groupId: 'uuid',
  customerId: 'uuid',
  reason: 'text',
  validFrom: 'date',
  knownFrom: 'timestamptz',
}

export async function insertMembers(tx: Tx, rows: readonly MemberRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 5_000)
    await insertRows(tx, 'groupMember', memberColumns, rows.slice(at, at + 5_000))
}

/** A membership ends; the row stays. */
export async function endMembership(
  tx: Tx,
  institutionId: string,
  groupId: string,
  customerId: string,
  on: Day,
): Promise<boolean> {
  const result = await tx
    .updateTable('groupMember')
    .set({ validTo: on })
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .where('customerId', '=', customerId)
    .where('validTo', 'is', null)
    .where('knownTo', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

interface NodeRow {
  institutionId: string
  customerId: string
  groupId: string
  parentId: string | null
  directPercent: number | null
  depth: number
  position: number
  subtreeSize: number
  otherParents: string[]
}

const nodeColumns: Columns<NodeRow> = {
  institutionId: 'uuid',
  customerId: 'uuid',
  groupId: 'uuid',
  parentId: 'uuid',
  directPercent: 'bigint',
  depth: 'integer',
  position: 'integer',
  subtreeSize: 'integer',
  otherParents: 'uuid[]',
}

/** Replaces the derived tree of a group. */
export async function setTree(
  tx: Tx,
  institutionId: string,
  groupId: string,
  nodes: readonly TreeNode[],
): Promise<void> {
  await tx
    .deleteFrom('groupNode')
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .execute()
  const rows = nodes.map((node): NodeRow => ({
    institutionId,
    groupId,
    customerId: node.id,
    parentId: node.parent,
    directPercent: node.percent,
    depth: node.depth,
    position: node.position,
    subtreeSize: node.subtreeSize,
    otherParents: node.otherParents.map(({ id }) => id),
  }))
  for (let at = 0; at < rows.length; at += 5_000)
    await insertRows(tx, 'groupNode', nodeColumns, rows.slice(at, at + 5_000))
}
