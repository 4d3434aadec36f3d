import { inScope } from '../access/access.queries.ts'
import type { StaffContext } from '../access/staff-context.ts'

/** The loans of a customer within reach, oldest first. */
export async function listLoanIdsOfCustomer(
  { tx, institution, scope }: Pick<StaffContext, 'tx' | 'institution' | 'scope'>,
  customerId: string,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('loan')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('customerId', '=', customerId)
    .where('status', '<>', 'void')
    .where((eb) => inScope(eb, scope, { branch: 'loan.branchId', officer: 'loan.officerId' }))
    .orderBy('disbursedOn')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
