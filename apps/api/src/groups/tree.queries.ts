import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'
import { groupingKinds } from './groups.queries.ts'

/** The whole tree as columns, in depth-first order: one row from the database, no row parsing. */
export interface TreeColumns {
  ids: string[]
  numbers: string[]
  names: string[]
  kinds: string[]
  countries: string[]
  statuses: string[]
  branches: string[]
  officers: (string | null)[]
  /** Unified credit codes; persons have none. */
  codes: (string | null)[]
  /** First letters of the pinyin of the name. */
  initials: (string | null)[]
  parents: (string | null)[]
  percents: (number | null)[]
  depths: number[]
  sizes: number[]
  otherParents: number[]
  balances: number[]
  reserved: number[]
  overdue: number[]
  daysPastDue: number[]
  tiers: number[]
  loans: number[]
  stages: (string | null)[]
  stagesSince: (string | null)[]
  isException: (boolean | null)[]
  loanStatuses: (string | null)[]
  unpaidSince: (string | null)[]
}

/**
 * Members with what each owes itself: active balances, open reservations, what is past due, the worst tier
 * (0 without a loan, 1 normal … 5 loss) and the status of the newest application that is under way.
 */
export async function getTreeColumns(
  tx: Tx,
  institutionId: string,
  groupId: string,
  day: Day,
  currency: string,
): Promise<TreeColumns> {
  const { rows } = await sql<Record<keyof TreeColumns, unknown[] | null>>`
    with node as (
      select n.customer_id, n.parent_id, n.direct_percent, n.depth, n.position, n.subtree_size, cardinality(n.other_parents) as other_parents
      from group_node n where n.institution_id = ${institutionId} and n.group_id = ${groupId}
    ), rates as (
      select distinct on (x.currency) x.currency, x.rate_millionths from exchange_rate x
      where x.institution_id = ${institutionId} and x.day <= ${day} order by x.currency, x.day desc
    ), owed as (
      select l.customer_id,
        sum(case when l.currency = ${currency} then l.balance else ceil(l.balance::numeric * x.rate_millionths / 1000000) end)::float8 as balance, count(*)::int as loans,
        max(case when l.oldest_unpaid_on < ${day} then ${day}::date - l.oldest_unpaid_on else 0 end)::int as days,
        max(array_position(array['normal','special-mention','substandard','doubtful','loss'], l.tier)) as tier
      from loan l join node on node.customer_id = l.customer_id left join rates x on x.currency = l.currency
      where l.institution_id = ${institutionId} and l.status = 'active'
      group by l.customer_id
    ), late as (
      select l.customer_id, sum(case when l.currency = ${currency} then i.principal - i.principal_paid + i.interest - i.interest_paid
        else ceil((i.principal - i.principal_paid + i.interest - i.interest_paid)::numeric * x.rate_millionths / 1000000) end)::float8 as amount
      from loan l join node on node.customer_id = l.customer_id left join rates x on x.currency = l.currency
      join instalment i on i.institution_id = l.institution_id and i.loan_id = l.id and i.settled_on is null and i.due_on < ${day}
      where l.institution_id = ${institutionId} and l.status = 'active'
      group by l.customer_id
    ), held as (
      select r.customer_id, sum(r.amount)::float8 as amount from reservation r join node on node.customer_id = r.customer_id
      where r.institution_id = ${institutionId} and r.status = 'open' group by r.customer_id
    ), stage as (
      select distinct on (a.customer_id) a.customer_id, a.status, a.status_on, d.is_exception, l.status as loan_status, l.oldest_unpaid_on
      from application a join node on node.customer_id = a.customer_id
      left join decision d on d.institution_id = a.institution_id and d.application_id = a.id
      left join loan l on l.institution_id = a.institution_id and l.application_id = a.id
      where a.institution_id = ${institutionId} and a.status not in ('declined', 'withdrawn')
      order by a.customer_id, a.created_at desc
    ), sound as (
      select p.party_id, min(p.initials) as initials from party_name p join node on node.customer_id = p.party_id
      where p.institution_id = ${institutionId} and p.kind = 'current' group by p.party_id
    )
    select array_agg(ids) as ids,
      array_agg(numbers) as numbers,
      array_agg(names) as names,
      array_agg(kinds) as kinds,
      array_agg(countries) as countries,
      array_agg(statuses) as statuses,
      array_agg(branches) as branches,
      array_agg(officers) as officers,
      array_agg(codes) as codes,
      array_agg(initials) as initials,
      array_agg(parents) as parents,
      array_agg(percents) as percents,
      array_agg(depths) as depths,
      array_agg(sizes) as sizes,
      array_agg(other_parents) as other_parents,
      array_agg(balances) as balances,
      array_agg(reserved) as reserved,
      array_agg(overdue) as overdue,
      array_agg(days_past_due) as days_past_due,
      array_agg(tiers) as tiers,
      array_agg(loans) as loans,
      array_agg(stages) as stages,
      array_agg(stages_since) as stages_since,
      array_agg(is_exception) as is_exception,
      array_agg(loan_statuses) as loan_statuses,
      array_agg(unpaid_since) as unpaid_since
    from (
      select c.id as ids,
        c.number as numbers,
        c.name as names,
        c.kind as kinds,
        c.country as countries,
        c.status as statuses,
        b.name as branches,
        w.name as officers,
        c.credit_code as codes,
        p.initials as initials,
        n.parent_id as parents,
        n.direct_percent::float8 as percents,
        n.depth as depths,
        n.subtree_size as sizes,
        n.other_parents as other_parents,
        coalesce(o.balance, 0) as balances,
        coalesce(h.amount, 0) as reserved,
        coalesce(t.amount, 0) as overdue,
        coalesce(o.days, 0) as days_past_due,
        coalesce(o.tier, 0) as tiers,
        coalesce(o.loans, 0) as loans,
        s.status as stages,
        s.status_on::text as stages_since,
        s.is_exception as is_exception,
        s.loan_status as loan_statuses,
        s.oldest_unpaid_on::text as unpaid_since
  from node n
    join customer c on c.institution_id = ${institutionId} and c.id = n.customer_id
    join branch b on b.institution_id = c.institution_id and b.id = c.branch_id
    left join staff w on w.institution_id = c.institution_id and w.id = c.officer_id
    left join sound p on p.party_id = n.customer_id
    left join owed o on o.customer_id = n.customer_id
    left join late t on t.customer_id = n.customer_id
    left join held h on h.customer_id = n.customer_id
    left join stage s on s.customer_id = n.customer_id
      order by n.position
    ) as member`.execute(tx)
  const columns = rows[0] ?? {}
  const names = [
    'ids',
    'numbers',
    'names',
    'kinds',
    'countries',
    'statuses',
    'branches',
    'officers',
    'codes',
    'initials',
    'parents',
    'percents',
    'depths',
    'sizes',
    'otherParents',
    'balances',
    'reserved',
    'overdue',
    'daysPastDue',
    'tiers',
    'loans',
    'stages',
    'stagesSince',
    'isException',
    'loanStatuses',
    'unpaidSince',
  ] as const
  const given = columns as Partial<Record<keyof TreeColumns, unknown[] | null>>
  return Object.fromEntries(
    names.map((name) => [name, given[name] ?? []]),
  ) as unknown as TreeColumns
}

/** The limit of a group on a day, or null where none was set. */
export async function findLimit(tx: Tx, institutionId: string, groupId: string, day: Day) {
  return tx
    .selectFrom('groupLimit')
    .select(['amount', 'isRevolving', 'validFrom', 'note'])
    .where('institutionId', '=', institutionId)
    .where('groupId', '=', groupId)
    .where('validFrom', '<=', day)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', day)]))
    .orderBy('setAt', 'desc')
    .executeTakeFirst()
}

/** Who holds a member besides its parent in the tree, largest share first; an unknown share last. */
export async function listOtherHolders(tx: Tx, institutionId: string, groupId: string, day: Day) {
  const { rows } = await sql<{ held: string; holder: string; percent: number | null }>`
    select n.customer_id as held, other.id as holder, max(r.percent)::float8 as percent
    from group_node n cross join unnest(n.other_parents) as other (id)
    left join relation r on r.institution_id = n.institution_id and r.from_id = other.id and r.to_id = n.customer_id
      and r.kind = any(${groupingKinds}) and r.known_to is null and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to >= ${day})
    where n.institution_id = ${institutionId} and n.group_id = ${groupId}
    group by n.customer_id, n.position, other.id
    order by n.position, percent desc nulls last, other.id`.execute(tx)
  return rows
}

/** Guarantees in force that a member of the group gives. */
export async function listGuarantees(tx: Tx, institutionId: string, groupId: string, day: Day) {
  const { rows } = await sql<{ from: string; to: string; amount: number | null }>`
    select r.from_id as from, r.to_id as to, r.amount from relation r
    join group_node n on n.institution_id = r.institution_id and n.customer_id = r.from_id and n.group_id = ${groupId}
    where r.institution_id = ${institutionId} and r.kind = 'guarantee' and r.known_to is null
      and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to >= ${day})`.execute(tx)
  return rows
}
