import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

/** The branch in which a warning is seen to: the customer's, or that of the group's lead. */
export async function findBranchOfWarning(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  id: string,
): Promise<string> {
  const row = await tx
    .selectFrom('warning')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'warning.institutionId')
        .onRef('customer.id', '=', 'warning.customerId'),
    )
    .leftJoin('customerGroup as grp', (join) =>
      join
        .onRef('grp.institutionId', '=', 'warning.institutionId')
        .onRef('grp.id', '=', 'warning.groupId'),
    )
    .select(sql<string>`coalesce(customer.branch_id, grp.lead_branch_id)`.as('branchId'))
    .where('warning.institutionId', '=', institution.id)
    .where('warning.id', '=', id)
    .executeTakeFirstOrThrow()
  return row.branchId
}
