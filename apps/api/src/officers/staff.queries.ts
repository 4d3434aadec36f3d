import type { Db, Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface StaffFilter {
  status?: 'active' | 'disabled' | undefined
  text?: string | undefined
  after?: { nameSort: string; id: string } | undefined
  limit: number
}

/** By name, Chinese names by pinyin. The operator of the command line is no person and is left out. */
export function listStaff(tx: Tx, institutionId: string, filter: StaffFilter) {
  let query = tx
    .selectFrom('staff')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .innerJoin('account', 'account.id', 'staff.accountId')
    .select([
      'staff.id',
      'staff.number',
      'staff.name',
      'staff.nameSort',
      'staff.roles',
      'staff.status',
      'staff.branchId',
      'branch.name as branch',
      'account.loginName',
      'account.lockedUntil',
      'account.passwordSetAt',
    ])
    .where('staff.institutionId', '=', institutionId)
    .where('staff.isOperator', '=', false)
    .orderBy('staff.nameSort')
    .orderBy('staff.id')
    .limit(filter.limit)
  if (filter.status) query = query.where('staff.status', '=', filter.status)
  if (filter.text)
    query = query.where(
      sql<boolean>`position(lower(${filter.text}) in lower(concat_ws(' ', staff.name, staff.number, account.login_name, staff.name_sort, replace(staff.name_sort, ' ', '')))) > 0`,
    )
  if (filter.after) {
    const { nameSort, id } = filter.after
    query = query.where(sql<boolean>`(staff.name_sort, staff.id) > (${nameSort}, ${id}::uuid)`)
  }
  return query.execute()
}

export function listColleagues(tx: Tx, institutionId: string, role: string | undefined) {
  let query = tx
    .selectFrom('staff')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.institutionId', '=', 'staff.institutionId')
        .onRef('branch.id', '=', 'staff.branchId'),
    )
    .select(['staff.id', 'staff.number', 'staff.name', 'staff.branchId', 'staff.roles'])
    .select('branch.name as branchName')
    .where('staff.institutionId', '=', institutionId)
    .where('staff.status', '=', 'active')
    .where('staff.isOperator', '=', false)
    .orderBy('staff.nameSort')
    .limit(1_000)
  if (role) query = query.where(sql<boolean>`${role} = any(roles)`)
  return query.execute()
}

export function listBranches(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('branch')
    .select(['id', 'code', 'name', 'parentId'])
    .where('institutionId', '=', institutionId)
    .orderBy('code')
    .execute()
}

export function findBranch(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('branch')
    .select(['id', 'name'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export function lockStaff(tx: Tx, institutionId: string, id: string) {
  return tx
    .selectFrom('staff')
    .select(['id', 'accountId', 'name', 'branchId', 'roles', 'status', 'isOperator'])
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .where('isOperator', '=', false)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function setStaffBranch(
  tx: Tx,
  institutionId: string,
  id: string,
  branchId: string,
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ branchId })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function setStaffRoles(
  tx: Tx,
  institutionId: string,
  id: string,
  roles: string[],
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ roles })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function setStaffStatus(
  tx: Tx,
  institutionId: string,
  id: string,
  status: 'active' | 'disabled',
): Promise<void> {
  await tx
    .updateTable('staff')
    .set({ status })
    .where('institutionId', '=', institutionId)
    .where('id', '=', id)
    .execute()
}

export async function isLoginNameTaken(db: Db, loginName: string): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('loginName', '=', loginName)
    .executeTakeFirst()
  return row !== undefined
}
