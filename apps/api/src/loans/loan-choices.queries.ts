import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

/** What the list of loans can be narrowed to: products, and the branches and officers in reach. */
export async function listLoanChoices({
  tx,
  institution,
  scope,
}: Pick<StaffContext, 'tx' | 'institution' | 'scope'>) {
  const isWide = scope.reach === 'institution'
  const products = await tx
    .selectFrom('product')
    .select(['code', 'name', 'nameEn'])
    .where('institutionId', '=', institution.id)
    .orderBy('code')
    .execute()
  const branches = await tx
    .selectFrom('branch')
    .select(['id', 'name'])
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`(${isWide} or id = any(${scope.branchIds}::uuid[]))`)
    .orderBy('code')
    .execute()
  const officers = await tx
    .selectFrom('staff')
    .select(['id', 'name', 'number'])
    .where('institutionId', '=', institution.id)
    .where(sql<boolean>`'customer-manager' = any(roles)`)
    .where(sql<boolean>`(${isWide} or branch_id = any(${scope.branchIds}::uuid[]))`)
    .where(sql<boolean>`(${scope.reach !== 'own'} or id = ${scope.staffId}::uuid)`)
    .orderBy('nameSort')
    .execute()
  return { products, branches, officers }
}
