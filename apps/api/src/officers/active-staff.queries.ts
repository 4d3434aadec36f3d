import { sql } from 'kysely'
import type { StaffContext } from '../access/staff-context.ts'

type Place = Pick<StaffContext, 'tx' | 'institution'>

/** Somebody who works in the institution now. */
export function findActiveStaff({ tx, institution }: Place, staffId: string) {
  return tx
    .selectFrom('staff')
    .select(['id', 'branchId', 'roles'])
    .where('institutionId', '=', institution.id)
    .where('id', '=', staffId)
    .where('status', '=', 'active')
    .executeTakeFirst()
}

/** Whether somebody works in the institution now, and may be given something to do. */
export const isActiveStaff = async (place: Place, staffId: string): Promise<boolean> =>
  (await findActiveStaff(place, staffId)) !== undefined

/** Whose file it is, and its branch with those above it. */
export interface FilePlace {
  readonly officerId: string | null
  readonly branchIds: readonly string[]
}

export async function findFilePlace(
  { tx, institution }: Place,
  customerId: string,
): Promise<FilePlace | null> {
  const { rows } = await sql<FilePlace>`
    select c.officer_id as officer_id, (
      with recursive above as (
        select b.id, b.parent_id from branch b
        where b.institution_id = ${institution.id} and b.id = c.branch_id
        union
        select b.id, b.parent_id from branch b
        join above on b.institution_id = ${institution.id} and b.id = above.parent_id
      ) select array_agg(id) from above) as branch_ids
    from customer c where c.institution_id = ${institution.id} and c.id = ${customerId}`.execute(tx)
  return rows[0] ?? null
}
