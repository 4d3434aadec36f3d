import type { StaffContext } from '../access/staff-context.ts'

/** The customer that this one became, or null. */
export async function findMergedInto(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  customerId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('customer')
    .select('mergedInto')
    .where('institutionId', '=', institution.id)
    .where('id', '=', customerId)
    .executeTakeFirst()
  return row?.mergedInto ?? null
}
