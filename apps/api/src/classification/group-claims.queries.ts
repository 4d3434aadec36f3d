import type { Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface MemberToAssess {
  customerId: string
  officerId: string | null
  text: string
}

/** Other members of the confirmed groups of these customers who owe something and are not being assessed. */
export async function listMembersToAssess(
  tx: Tx,
  institutionId: string,
  { customerIds, textOf }: { customerIds: readonly string[]; textOf: (number: string) => string },
): Promise<MemberToAssess[]> {
  const { rows } = await sql<{ customerId: string; officerId: string | null; number: string }>`
    select distinct on (other.customer_id) other.customer_id, customer.officer_id, named.number
    from group_member impaired
    join customer_group on customer_group.institution_id = impaired.institution_id
      and customer_group.id = impaired.group_id and customer_group.status = 'confirmed'
    join customer named on named.institution_id = impaired.institution_id and named.id = impaired.customer_id
    join group_member other on other.institution_id = impaired.institution_id
      and other.group_id = impaired.group_id and other.customer_id <> impaired.customer_id
      and other.valid_to is null and other.known_to is null
    join customer on customer.institution_id = other.institution_id and customer.id = other.customer_id
    where impaired.institution_id = ${institutionId} and impaired.customer_id = any(${customerIds}::uuid[])
      and impaired.valid_to is null and impaired.known_to is null
      and exists (select from loan where loan.institution_id = other.institution_id
        and loan.customer_id = other.customer_id and loan.status = 'active')
    order by other.customer_id, named.number`.execute(tx)
  const asked = rows.map(({ customerId, officerId, number }) => ({
    customerId,
    officerId,
    text: textOf(number),
  }))
  const open = await listOpenTexts(
    tx,
    institutionId,
    asked.map(({ customerId }) => customerId),
  )
  return asked.filter(({ customerId, text }) => !open.has(`${customerId} ${text}`))
}

async function listOpenTexts(tx: Tx, institutionId: string, customerIds: readonly string[]) {
  if (customerIds.length === 0) return new Set<string>()
  const rows = await tx
    .selectFrom('task')
    .select(['customerId', 'text'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
    .where('state', '=', 'open')
    .execute()
  return new Set(rows.map(({ customerId, text }) => `${customerId} ${text}`))
}
