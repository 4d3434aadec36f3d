import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

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
}

/** Of each member's newest application under way: what its stage is told from. */
export interface CaseColumns {
  stagesSince: (string | null)[]
  isException: (boolean | null)[]
  loanStatuses: (string | null)[]
  unpaidSince: (string | null)[]
}

const treeCells: Readonly<Record<keyof TreeColumns, string>> = {
  ids: 'c.id',
  numbers: 'c.number',
  names: 'c.name',
  kinds: 'c.kind',
  countries: 'c.country',
  statuses: 'c.status',
  branches: 'b.name',
  officers: 'w.name',
  codes: 'c.credit_code',
  initials: 'p.initials',
  parents: 'n.parent_id',
  percents: 'n.direct_percent::float8',
  depths: 'n.depth',
  sizes: 'n.subtree_size',
  otherParents: 'cardinality(n.other_parents)',
  balances: 'coalesce(o.balance, 0)',
  reserved: 'coalesce(h.amount, 0)',
  overdue: 'coalesce(t.amount, 0)',
  daysPastDue: 'coalesce(o.days, 0)',
  tiers: 'coalesce(o.tier, 0)',
  loans: 'coalesce(o.loans, 0)',
  stages: 's.status',
}
const caseCells: Readonly<Record<keyof CaseColumns, string>> = {
  stagesSince: 's.status_on::text',
  isException: 's.is_exception',
  loanStatuses: 's.loan_status',
  unpaidSince: 's.oldest_unpaid_on::text',
}
const cells = Object.entries({ ...treeCells, ...caseCells })
const gathered = sql.raw(cells.map(([name]) => `array_agg("${name}") as "${name}"`).join(', '))
const selected = sql.raw(cells.map(([name, cell]) => `${cell} as "${name}"`).join(', '))

export interface TreeQuestion {
  institutionId: string
  groupId: string
  day: Day
  /** Amounts in other currencies are converted at the last rate on file; without one they are left out. */
  currency: string
}

function memberFacts({ institutionId, groupId, day, currency }: TreeQuestion) {
  return sql`
    node as (
      select n.* from group_node n where n.institution_id = ${institutionId} and n.group_id = ${groupId}
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
    )`
}

/**
 * Members with what each owes itself: active balances, open reservations, what is past due, the worst tier
 * (0 without a loan, 1 normal … 5 loss) and the newest application that is under way.
 */
export async function getTreeColumns(tx: Tx, question: TreeQuestion) {
  const { institutionId } = question
  const { rows } = await sql<Partial<Record<string, unknown[] | null>>>`
    with ${memberFacts(question)}
    select ${gathered} from (
      select ${selected} from node n
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
  const taken = (of: object) =>
    Object.fromEntries(Object.keys(of).map((name) => [name, rows[0]?.[name] ?? []]))
  return {
    columns: taken(treeCells) as unknown as TreeColumns,
    cases: taken(caseCells) as unknown as CaseColumns,
  }
}
