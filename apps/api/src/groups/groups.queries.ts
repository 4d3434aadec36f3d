import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { TreeNode } from '@banyan/domain/groups/customer-tree'
import type { Holding, TreeMember } from '@banyan/domain/groups/tree-holdings'
import { rate } from '@banyan/domain/rate'
import { type RelationKind, relationRules } from '@banyan/domain/groups/relation'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { Scope } from '../access/staff-context.ts'
import { type Columns, insertRows } from '../insert-rows.queries.ts'

export const groupingKinds = (Object.keys(relationRules) as RelationKind[]).filter(
  (kind) => relationRules[kind].isGrouping,
)

/** Relations that hold on a day, as known now. */
const holds = (day: Day) =>
  sql<boolean>`relation.known_to is null and relation.valid_from <= ${day}
    and (relation.valid_to is null or relation.valid_to >= ${day})`

/** Everyone whom ownership or control connects with these customers, themselves among them. */
export async function listConnected(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
  day: Day,
): Promise<TreeMember[]> {
  const { rows } = await sql<TreeMember>`
    with recursive connected as (
      select unnest(${customerIds}::uuid[]) as id
      union
      select case when relation.from_id = connected.id then relation.to_id else relation.from_id end
      from relation join connected on relation.from_id = connected.id or relation.to_id = connected.id
      where relation.institution_id = ${institutionId} and relation.kind = any(${groupingKinds})
        and ${holds(day)}
    )
    select customer.id, customer.number from connected
    join customer on customer.institution_id = ${institutionId} and customer.id = connected.id`.execute(
    tx,
  )
  return rows
}

export async function listHoldings(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
  day: Day,
): Promise<Holding[]> {
  const { rows } = await sql<{ holder: string; held: string; percent: number | null }>`
    select relation.from_id as holder, relation.to_id as held, relation.percent
    from relation
    where relation.institution_id = ${institutionId} and relation.kind = any(${groupingKinds})
      and relation.from_id = any(${customerIds}::uuid[]) and relation.to_id = any(${customerIds}::uuid[])
      and ${holds(day)}`.execute(tx)
  return rows.map(({ holder, held, percent }) => ({
    holder,
    held,
    percent: percent === null ? null : rate(percent),
  }))
}

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

export function getCustomerHead(tx: Tx, institutionId: string, customerId: string) {
  return tx
    .selectFrom('customer')
    .select(['id', 'number', 'kind', 'name', 'nameSort', 'branchId', 'officerId'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', customerId)
    .executeTakeFirst()
}

export interface NewGroupRow {
  institutionId: string
  id: string
  number: string
  name: string
  nameSort: string
  status: string
  rootCustomerId: string | null
  leadBranchId: string
  leadOfficerId: string | null
  madeBy: string
  madeAt: Date
}

export async function insertGroup(tx: Tx, row: NewGroupRow): Promise<void> {
  await tx.insertInto('customerGroup').values(row).execute()
}

export interface GroupNameRow {
  institutionId: string
  id: string
  party: string
  partyId: string
  kind: string
  name: string
  plain: string
  grams: number[]
  pinyin: string
  initials: string
  branchId: string | null
  officerId: string | null
}

export async function insertGroupName(tx: Tx, row: GroupNameRow): Promise<void> {
  await tx.insertInto('partyName').values(row).execute()
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

export interface GroupShape {
  memberCount: number
  rootCustomerId: string | null
  closingEdges: string
  warnings: string
}

export async function setGroupShape(
  tx: Tx,
  institutionId: string,
  groupId: string,
  shape: GroupShape,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set(shape)
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

/** Holds the group until the transaction ends. */
export function lockGroup(tx: Tx, institutionId: string, groupId: string) {
  return tx
    .selectFrom('customerGroup')
    .select([
      'id',
      'number',
      'name',
      'status',
      'madeBy',
      'confirmedBy',
      'rootCustomerId',
      'memberCount',
    ])
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function setGroupStatus(
  tx: Tx,
  institutionId: string,
  groupId: string,
  status: string,
  confirmedBy: string | null,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status, confirmedBy })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

/** A rule or a person changed who belongs: another person has to confirm again. */
export async function setGroupProposed(
  tx: Tx,
  institutionId: string,
  groupId: string,
  madeBy: string,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ status: 'proposed', madeBy, confirmedBy: null })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

export async function setLead(
  tx: Tx,
  institutionId: string,
  groupId: string,
  leadBranchId: string,
  leadOfficerId: string | null,
): Promise<void> {
  await tx
    .updateTable('customerGroup')
    .set({ leadBranchId, leadOfficerId })
    .where('institutionId', '=', institutionId)
    .where('id', '=', groupId)
    .execute()
}

export interface NewLimitRow {
  institutionId: string
  id: string
  groupId: string
  amount: number
  isRevolving: boolean
  validFrom: Day
  setBy: string
  setAt: Date
  note: string
}

export async function insertLimit(tx: Tx, row: NewLimitRow): Promise<void> {
  await tx
    .updateTable('groupLimit')
    .set({ validTo: row.validFrom })
    .where('institutionId', '=', row.institutionId)
    .where('groupId', '=', row.groupId)
    .where('validTo', 'is', null)
    .execute()
  await tx.insertInto('groupLimit').values(row).execute()
}

/** A group is within reach when its lead branch or any present member is. */
export function groupInScope(scope: Scope) {
  if (scope.reach === 'institution') return sql<boolean>`true`
  return sql<boolean>`exists (
    select from group_member m join customer c on c.institution_id = m.institution_id and c.id = m.customer_id
    where m.institution_id = customer_group.institution_id and m.group_id = customer_group.id
      and m.valid_to is null and m.known_to is null
      and ${scope.reach === 'own' ? sql`c.officer_id = ${scope.staffId}` : sql`c.branch_id = any(${scope.branchIds}::uuid[])`})`
}

export interface GroupFilter {
  status?: 'proposed' | 'confirmed' | undefined
  mine?: boolean | undefined
  after?: { nameSort: string; id: string } | undefined
  limit: number
}

/** By name, Chinese names by pinyin. */
export function listGroups(tx: Tx, institutionId: string, scope: Scope, filter: GroupFilter) {
  let query = tx
    .selectFrom('customerGroup')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'customerGroup.institutionId')
        .onRef('branch.id', '=', 'customerGroup.leadBranchId'),
    )
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'customerGroup.institutionId')
        .onRef('staff.id', '=', 'customerGroup.leadOfficerId'),
    )
    .select([
      'customerGroup.id',
      'customerGroup.number',
      'customerGroup.name',
      'customerGroup.nameSort',
      'customerGroup.status',
      'customerGroup.memberCount',
      'branch.name as leadBranch',
      'staff.name as leadOfficer',
    ])
    .select(groupBalance.as('balance'))
    .where('customerGroup.institutionId', '=', institutionId)
    .where('customerGroup.status', '<>', 'dissolved')
    .where(groupInScope(scope))
    .orderBy('customerGroup.nameSort')
    .orderBy('customerGroup.id')
    .limit(filter.limit)
  if (filter.status) query = query.where('customerGroup.status', '=', filter.status)
  if (filter.mine) query = query.where('customerGroup.leadOfficerId', '=', scope.staffId)
  if (filter.after) {
    const { nameSort, id } = filter.after
    query = query.where(
      sql<boolean>`(customer_group.name_sort, customer_group.id) > (${nameSort}, ${id}::uuid)`,
    )
  }
  return query.execute()
}

const groupBalance = sql<number>`coalesce((
  select sum(l.balance)::bigint from loan l join group_member m on m.institution_id = l.institution_id and m.customer_id = l.customer_id
  where m.institution_id = customer_group.institution_id and m.group_id = customer_group.id
    and m.valid_to is null and m.known_to is null and l.status = 'active'), 0)`

export function findGroup(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  by: { id: string } | { number: string },
) {
  let query = tx
    .selectFrom('customerGroup')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'customerGroup.institutionId')
        .onRef('branch.id', '=', 'customerGroup.leadBranchId'),
    )
    .leftJoin('staff', (join) =>
      join
        .onRef('staff.institutionId', '=', 'customerGroup.institutionId')
        .onRef('staff.id', '=', 'customerGroup.leadOfficerId'),
    )
    .leftJoin('staff as maker', (join) =>
      join
        .onRef('maker.institutionId', '=', 'customerGroup.institutionId')
        .onRef('maker.id', '=', 'customerGroup.madeBy'),
    )
    .select([
      'customerGroup.id',
      'customerGroup.number',
      'customerGroup.name',
      'customerGroup.status',
      'customerGroup.memberCount',
      'customerGroup.rootCustomerId',
      'customerGroup.closingEdges',
      'customerGroup.warnings',
      'customerGroup.madeBy',
      'customerGroup.leadBranchId',
      'customerGroup.leadOfficerId',
      'branch.name as leadBranch',
      'staff.name as leadOfficer',
      'maker.name as maker',
    ])
    .where('customerGroup.institutionId', '=', institutionId)
    .where(groupInScope(scope))
  query =
    'id' in by
      ? query.where('customerGroup.id', '=', by.id)
      : query.where('customerGroup.number', '=', by.number)
  return query.executeTakeFirst()
}

/** The group a customer stands in now, when the customer is within reach. */
export function findGroupOfCustomer(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  by: { id: string } | { number: string },
) {
  let query = tx
    .selectFrom('customer')
    .leftJoin('groupMember', (join) =>
      join
        .onRef('groupMember.institutionId', '=', 'customer.institutionId')
        .onRef('groupMember.customerId', '=', 'customer.id')
        .on('groupMember.validTo', 'is', null)
        .on('groupMember.knownTo', 'is', null),
    )
    .select(['customer.id as customerId', 'groupMember.groupId'])
    .where('customer.institutionId', '=', institutionId)
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
  query =
    'id' in by
      ? query.where('customer.id', '=', by.id)
      : query.where('customer.number', '=', by.number)
  return query.executeTakeFirst()
}
