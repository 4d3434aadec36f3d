import type { Tx } from '@banyan/database'
import { tiers } from '@banyan/domain/classification/tiers'
import { type RawBuilder, sql } from 'kysely'
import { customerInScope } from './customers-where.queries.ts'
import type { Scope } from '../access/staff-context.ts'

/** What is shown of a party that was found. */
export interface FoundParty {
  party: 'customer' | 'group'
  id: string
  number: string
  name: string
  kind: string
  status: string
  branch: string
  officer: string | null
  creditCode: string | null
  groupId: string | null
  groupNumber: string | null
  groupName: string | null
  /** A group bears the name of its root, which may be a person. */
  groupRootKind: string | null
  members: number | null
  balance: number | null
  oldestUnpaidOn: string | null
  tier: string | null
}

const worst = sql`(array[${sql.join([...tiers])}]::text[])[max(array_position(array[${sql.join([...tiers])}]::text[], l.tier))]`

const owing = (whose: RawBuilder<unknown>) => sql`left join lateral (
  select coalesce(sum(l.balance), 0)::bigint as balance, min(l.oldest_unpaid_on) as oldest_unpaid_on, ${worst} as tier
  from loan l where l.institution_id = c.institution_id and ${whose} and l.status = 'active') owed on true`

const ofCustomer = (institutionId: string, which: RawBuilder<unknown>, scope: Scope) => sql`
  select 'customer' as party, c.id, c.number, c.name, c.kind, c.status, b.name as branch, s.name as officer, c.credit_code,
    g.id as group_id, g.number as group_number, g.name as group_name, root.kind as group_root_kind, null::int as members,
    owed.balance, owed.oldest_unpaid_on, owed.tier
  from customer c
  join branch b on b.institution_id = c.institution_id and b.id = c.branch_id
  left join staff s on s.institution_id = c.institution_id and s.id = c.officer_id
  left join group_member m on m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
  left join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
  left join customer root on root.institution_id = g.institution_id and root.id = g.root_customer_id
  ${owing(sql`l.customer_id = c.id`)}
  where c.institution_id = ${institutionId} and ${which} and ${customerInScope(scope)}`

const ofGroup = (institutionId: string, which: RawBuilder<unknown>) => sql`
  select 'group' as party, c.id, c.number, c.name, 'group' as kind, c.status, b.name as branch, s.name as officer, null::text as credit_code,
    c.id as group_id, c.number as group_number, c.name as group_name, root.kind as group_root_kind, c.member_count as members,
    owed.balance, owed.oldest_unpaid_on, owed.tier
  from customer_group c
  join branch b on b.institution_id = c.institution_id and b.id = c.lead_branch_id
  left join staff s on s.institution_id = c.institution_id and s.id = c.lead_officer_id
  left join customer root on root.institution_id = c.institution_id and root.id = c.root_customer_id
  ${owing(sql`l.customer_id in (select m.customer_id from group_member m where m.institution_id = c.institution_id
    and m.group_id = c.id and m.valid_to is null and m.known_to is null)`)}
  where c.institution_id = ${institutionId} and ${which}`

/** The parties of a page, in no order; customers once more held against the caller's reach. */
export async function describeFound(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  ids: { customers: readonly string[]; groups: readonly string[] },
): Promise<FoundParty[]> {
  const { customers, groups } = ids
  const parts: RawBuilder<unknown>[] = []
  if (customers.length > 0) {
    parts.push(ofCustomer(institutionId, sql`c.id = any(${[...customers]}::uuid[])`, scope))
  }
  if (groups.length > 0) {
    parts.push(ofGroup(institutionId, sql`c.id = any(${[...groups]}::uuid[])`))
  }
  if (parts.length === 0) return []
  const { rows } =
    await sql<FoundParty>`/* prepared */ ${sql.join(parts, sql` union all `)}`.execute(tx)
  return rows
}

/** What is shown of the party of each row of `page`, beside it. */
export function described(
  institutionId: string,
  scope: Scope,
  party: 'customer' | 'group' | undefined,
): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  if (party !== 'group') {
    const which = sql`c.id = page.party_id and page.party = 'customer'`
    parts.push(ofCustomer(institutionId, which, scope))
  }
  if (party !== 'customer') {
    parts.push(ofGroup(institutionId, sql`c.id = page.party_id and page.party = 'group'`))
  }
  return sql`left join lateral (${sql.join(parts, sql` union all `)}) shown on true`
}

/** A loan, an application or a contract that a number in the box names. */
export interface FoundRecord {
  kind: 'loan' | 'application' | 'contract'
  id: string
  number: string
  customerId: string
  customerName: string
  customerKind: string
  amount: number | null
  status: string
  oldestUnpaidOn: string | null
}

export async function findRecords(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  number: string,
): Promise<FoundRecord[]> {
  const { rows } = await sql<FoundRecord>`
    select record.*, c.name as customer_name, c.kind as customer_kind from (
      select 'loan' as kind, l.id, l.number, l.customer_id, l.principal as amount, l.status, l.oldest_unpaid_on
      from loan l where l.institution_id = ${institutionId} and l.number = ${number}
      union all
      select 'application', a.id, a.number, a.customer_id, a.amount, a.status, null
      from application a where a.institution_id = ${institutionId} and a.number = ${number}
      union all
      select 'contract', a.id, t.number, a.customer_id, a.amount, a.status, null
      from contract t join application a on a.institution_id = t.institution_id and a.id = t.application_id
      where t.institution_id = ${institutionId} and t.number = ${number}) record
    join customer c on c.institution_id = ${institutionId} and c.id = record.customer_id
    where ${customerInScope(scope)} limit 6`.execute(tx)
  return rows
}
