import type { StaffContext } from '../access/staff-context.ts'

/** Whether somebody works in the institution now, and may be given something to do. */
export async function isActiveStaff(
  { tx, institution }: Pick<StaffContext, 'tx' | 'institution'>,
  staffId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('staff')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('id', '=', staffId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}
