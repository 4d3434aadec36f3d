import type { Tx } from '@banyan/database'
import { sql } from 'kysely'
import { inScope } from '../access/access.queries.ts'
import type { Scope } from '../access/staff-context.ts'

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
  /** The group last seen. */
  after?: { id: string } | undefined
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
    .leftJoin('customer as root', (join) =>
      join
        .onRef('root.institutionId', '=', 'customerGroup.institutionId')
        .onRef('root.id', '=', 'customerGroup.rootCustomerId'),
    )
    .select([
      'customerGroup.id',
      'customerGroup.number',
      'customerGroup.name',
      'root.kind as rootKind',
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
    query = query.where(sql<boolean>`(customer_group.name_sort, customer_group.id) > (
      select last.name_sort, last.id from customer_group last
      where last.institution_id = ${institutionId} and last.id = ${filter.after.id}::uuid)`)
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
    .modifyFront(sql`/* prepared */`)
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
    .leftJoin('customer as root', (join) =>
      join
        .onRef('root.institutionId', '=', 'customerGroup.institutionId')
        .onRef('root.id', '=', 'customerGroup.rootCustomerId'),
    )
    .select([
      'customerGroup.id',
      'customerGroup.number',
      'customerGroup.name',
      'root.kind as rootKind',
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
