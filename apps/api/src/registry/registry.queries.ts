import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

/** A customer's number, when the caller may know of it. */
export async function findVisible(
  { tx, institution, scope }: Pick<StaffContext, 'tx' | 'institution' | 'scope'>,
  id: string,
): Promise<{ id: string; number: string } | null> {
  const row = await tx
    .selectFrom('customer')
    .select(['customer.id', 'customer.number'])
    .where('customer.institutionId', '=', institution.id)
    .where('customer.id', '=', id)
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
    .executeTakeFirst()
  return row ?? null
}
