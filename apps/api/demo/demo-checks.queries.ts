import type { Db, Tx } from '@banyan/database'
import { sql } from 'kysely'

export interface InstitutionCounts {
  branches: number
  staff: number
  groups: number
  customers: number
  applications: number
  loans: number
  repayments: number
  /** Active loans by tier. */
  tiers: Record<string, number>
}

/** What the tables hold of an institution. */
export async function countInstitution(tx: Tx, id: string): Promise<InstitutionCounts> {
  const { rows } = await sql<Omit<InstitutionCounts, 'tiers'>>`
    select
      (select count(*) from branch where institution_id = ${id}) as branches,
      (select count(*) from staff where institution_id = ${id}) as staff,
      (select count(*) from customer_group where institution_id = ${id}) as groups,
      (select count(*) from customer where institution_id = ${id}) as customers,
      (select count(*) from application where institution_id = ${id}) as applications,
      (select count(*) from loan where institution_id = ${id}) as loans,
      (select count(*) from repayment where institution_id = ${id}) as repayments`.execute(tx)
  const { rows: tiers } = await sql<{ tier: string; count: number }>`
    select tier, count(*) as count from loan
    where institution_id = ${id} and status = 'active' group by tier order by tier`.execute(tx)
  const [counts] = rows
  if (!counts) throw new Error('a count without a row')
  return { ...counts, tiers: Object.fromEntries(tiers.map(({ tier, count }) => [tier, count])) }
}

/** Sums that have to be nought, each with what it says when it is not. */
export async function sumsThatDiffer(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ what: string; difference: number }>`
    select 'groups count their members wrongly' as what, count(*) as difference
    from customer_group
    where institution_id = ${id} and member_count <> (select count(*) from group_member member
      where member.institution_id = ${id} and member.group_id = customer_group.id
        and member.valid_to is null and member.known_to is null)
    union all
    select 'members and tree nodes differ', (select count(*) from group_member
      where institution_id = ${id} and valid_to is null and known_to is null)
      - (select count(*) from group_node where institution_id = ${id})
    union all
    select 'a customer stands in two groups', count(*) from (
      select customer_id from group_member
      where institution_id = ${id} and valid_to is null and known_to is null
      group by customer_id having count(*) > 1) doubled
    union all
    select 'a node does not lie below its parent', count(*) from group_node node
    join group_node parent on parent.institution_id = node.institution_id
      and parent.customer_id = node.parent_id
    where node.institution_id = ${id}
      and (node.parent_slot is distinct from parent.slot or node.group_id <> parent.group_id)
    union all
    select 'the loan account is not what borrowers owe', coalesce((select
      sum(case when debit = '1303' then amount when credit = '1303' then -amount else 0 end)
      from posting where institution_id = ${id}), 0)::bigint
      - coalesce((select sum(balance) from loan where institution_id = ${id}), 0)::bigint
    union all
    select 'applications were decided by their makers', count(*) from decision
    where institution_id = ${id} and (maker_id = checker_id)
    union all
    select 'an application does not stand where its last step led', count(*) from application
    where institution_id = ${id} and status <> coalesce((select to_status from application_step step
      where step.institution_id = ${id} and step.application_id = application.id
      order by step.at desc limit 1), 'draft')`.execute(tx)
  return rows.flatMap(({ what, difference }) =>
    Number(difference) === 0 ? [] : [`${what}: ${difference}`],
  )
}

/** How deep the tree of a group is, and how many stand in it. */
export async function measureTree(
  tx: Tx,
  id: string,
  groupNumber: string,
): Promise<{ members: number; depth: number; closing: number }> {
  const { rows } = await sql<{ members: number; depth: number; closing: number }>`
    with recursive owning as (
      select id, closing_edges from customer_group where institution_id = ${id} and number = ${groupNumber}
    ), node as (
      select customer_id, 0 as depth from group_node
      where institution_id = ${id} and parent_id is null and group_id in (select id from owning)
      union
      select below.customer_id, node.depth + 1 from group_node below
      join node on below.institution_id = ${id} and below.parent_id = node.customer_id
    )
    select count(*) as members, max(depth)::int as depth,
      max(jsonb_array_length(owning.closing_edges))::int as closing
    from node cross join owning`.execute(tx)
  return rows[0] ?? { members: 0, depth: 0, closing: 0 }
}

/** Fresh statistics, without which the first questions are planned for empty tables. Needs the tables' owner. */
export async function analyze(owner: Db): Promise<void> {
  await sql`analyze`.execute(owner)
}
