import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { SpreadVia } from '@banyan/domain/warnings/default-warning-rules'
import { sql } from 'kysely'

/** Somebody else whom a customer's warning concerns: its group, whoever guarantees for it, whomever it guarantees for. */
export interface SpreadTarget {
  customerId: string
  via: SpreadVia
  targetId: string
  name: string
  /** Of a group: its lead; customers are seen to by their own people. */
  leadOfficerId: string | null
  leadBranchId: string
}

export async function listSpreadTargets(
  tx: Tx,
  institutionId: string,
  { customerIds, on }: { customerIds: readonly string[]; on: Day },
): Promise<SpreadTarget[]> {
  const inForce = sql`r.institution_id = ${institutionId} and r.kind = 'guarantee' and r.known_to is null
      and r.valid_from <= ${on} and (r.valid_to is null or r.valid_to >= ${on})`
  const { rows } = await sql<SpreadTarget>`
    select m.customer_id, 'group' as via, g.id as target_id, g.name, g.lead_officer_id, g.lead_branch_id
    from group_member m join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
    where m.institution_id = ${institutionId} and m.customer_id = any(${customerIds}::uuid[])
      and m.valid_to is null and m.known_to is null and g.status <> 'dissolved'
    union
    select r.from_id, 'guarantor', c.id, c.name, null, c.branch_id
    from relation r join customer c on c.institution_id = r.institution_id and c.id = r.to_id
    where ${inForce} and r.from_id = any(${customerIds}::uuid[]) and c.status <> 'closed'
    union
    select r.to_id, 'debtor', c.id, c.name, null, c.branch_id
    from relation r join customer c on c.institution_id = r.institution_id and c.id = r.from_id
    where ${inForce} and r.to_id = any(${customerIds}::uuid[]) and c.status <> 'closed'
    order by 3, 2, 1`.execute(tx)
  return rows
}
