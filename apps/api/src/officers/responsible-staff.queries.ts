import type { Tx } from '@banyan/database'
import type { Role } from '@banyan/domain/access/roles'
import { sql } from 'kysely'

/**
 * Who sees to each of these customers: their manager while active, else a post-loan officer of their branch, else
 * one of any branch. Customers without anybody are left out.
 */
export async function listOwners(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ customerId: string; staffId: string }>`
    select c.id as customer_id, owner.id as staff_id
    from customer c
    cross join lateral (
      select s.id from staff s
      where s.institution_id = ${institutionId} and s.status = 'active'
        and (s.id = c.officer_id or s.roles && array['post-loan-officer'])
      order by s.id <> c.officer_id, s.branch_id <> c.branch_id, s.number limit 1
    ) owner
    where c.institution_id = ${institutionId} and c.id = any(${customerIds}::uuid[])`.execute(tx)
  return new Map(rows.map(({ customerId, staffId }) => [customerId, staffId]))
}

/** Somebody of a role who is at work: of the branch if there is one, else of the branches above, else of any. */
export async function findOfRole(
  tx: Tx,
  institutionId: string,
  role: Role,
  branchId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive above as (
      select b.id, b.parent_id, 0 as distance from branch b
      where b.institution_id = ${institutionId} and b.id = ${branchId}
      union
      select b.id, b.parent_id, above.distance + 1 from branch b
      join above on b.institution_id = ${institutionId} and b.id = above.parent_id
    )
    select s.id from staff s left join above on above.id = s.branch_id
    where s.institution_id = ${institutionId} and s.status = 'active' and ${role} = any(s.roles)
    order by above.distance nulls last, s.number limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
