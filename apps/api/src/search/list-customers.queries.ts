import type { Tx } from '@banyan/database'
import { tiers } from '@banyan/domain/classification/tiers'
import { type RawBuilder, sql } from 'kysely'
import { escapeLike, type Fragment } from './condition-fragments.queries.ts'
import { type Narrowing, narrowedAndChosen } from './customers-where.queries.ts'
import { begins, hasKeys, otherHits, type Sought, type Whose } from './named.queries.ts'

export const customerSorts = [
  'name',
  '-name',
  'number',
  '-number',
  'created',
  '-created',
  'changed',
  '-changed',
  '-balance',
  '-daysPastDue',
] as const
export type CustomerSort = (typeof customerSorts)[number]

export interface ListedCustomer {
  id: string
  number: string
  fileVersion: number
  kind: string
  name: string
  status: string
  isPartial: boolean
  branchId: string
  branchName: string
  officerId: string | null
  officerName: string | null
  creditCode: string | null
  industrySection: string | null
  companyType: string | null
  legalRepresentative: string | null
  registeredCapital: number | null
  establishedOn: string | null
  bornOn: string | null
  sex: string | null
  occupation: string | null
  employer: string | null
  annualIncome: number | null
  country: string
  region: string | null
  groupId: string | null
  groupNumber: string | null
  groupName: string | null
  groupRootKind: string | null
  balance: number
  loans: number
  oldestUnpaidOn: string | null
  tier: string | null
  lastContactOn: string | null
  source: string
  createdAt: Date
  changedAt: Date
  isFollowed: boolean
}

export interface ListQuestion {
  narrowing: Narrowing
  /** What the words of the box ask of a customer `c`; null: nothing. */
  named: Fragment | null
  sort: CustomerSort
  after: string | null
  limit: number
}

/** Names met in more than so many are asked customer by customer instead of beforehand. */
const mostBeforehand = 20_000

/** Whether the customer `c` bears what was typed; `most` is how many names may. */
export function bears(sought: Sought, whose: Whose, most: number | null): Fragment {
  const { institutionId, name, grams, letters } = sought
  const like = sql`p.plain like ${`%${escapeLike(name)}%`}`
  const of = sql`p.institution_id = ${institutionId} and p.party = 'customer'`
  const parts: Fragment[] = []
  if (sought.byName) {
    parts.push(
      most !== null && most > mostBeforehand
        ? sql`exists (select from party_name p where ${of} and p.party_id = c.id and ${like})`
        : sql`c.id in (select p.party_id from party_name p where ${of} and ${hasKeys(grams, whose)} and ${like})`,
    )
  }
  if (letters !== null) {
    parts.push(sql`c.id in (select p.party_id from party_name p where ${of} and ${begins(sql`p.pinyin`, letters)}
      union all select p.party_id from party_name p where ${of} and ${begins(sql`p.initials`, letters)})`)
  }
  const others = otherHits(sought, false, sql`c.institution_id = ${institutionId}`)
  parts.push(
    sql`c.id in (select other.party_id from (${sql.join(
      others.map((each) => sql`(${each})`),
      sql` union all `,
    )}) other where other.party = 'customer')`,
  )
  return sql`(${sql.join(parts, sql` or `)})`
}

const worst = sql`(array[${sql.join([...tiers])}]::text[])[max(array_position(array[${sql.join([...tiers])}]::text[], l.tier))]`

interface Order {
  key: RawBuilder<unknown>
  isDescending: boolean
}

const keys: Readonly<Record<string, RawBuilder<unknown>>> = {
  name: sql`c.name_sort`,
  number: sql`c.number`,
  created: sql`c.created_at`,
  changed: sql`c.changed_at`,
  balance: sql`coalesce(owing.balance, 0)`,
  daysPastDue: sql`coalesce(owing.since, 'infinity'::date)`,
}

function orderOf(sort: CustomerSort): Order {
  const isDescending = sort.startsWith('-')
  const by = isDescending ? sort.slice(1) : sort
  const key = keys[by] ?? sql`c.name_sort`
  return { key, isDescending: isDescending && by !== 'daysPastDue' }
}

const owing = (institutionId: string, sort: CustomerSort) =>
  sort === '-balance' || sort === '-daysPastDue'
    ? sql`left join (select l.customer_id, sum(l.balance) as balance, min(l.oldest_unpaid_on) as since from loan l
        where l.institution_id = ${institutionId} and l.status = 'active' group by l.customer_id) owing on owing.customer_id = c.id`
    : sql``

/** One page of ids in the order asked for, from the place of the customer after whom it goes on. */
function page({ narrowing, named, sort, after, limit }: ListQuestion): RawBuilder<unknown> {
  const { institutionId } = narrowing.asker
  const { key, isDescending } = orderOf(sort)
  const direction = isDescending ? sql`desc` : sql`asc`
  const compare = isDescending ? sql`<` : sql`>`
  const join = owing(institutionId, sort)
  const further = after
    ? sql`and (${key}, c.id) ${compare} (select ${key}, c.id from customer c ${join}
        where c.institution_id = ${institutionId} and c.id = ${after}::uuid)`
    : sql``
  return sql`
    select c.id, row_number() over (order by ${key} ${direction}, c.id ${direction}) as place from customer c ${join}
    where ${narrowedAndChosen(narrowing)} and ${named ?? sql`true`} ${further}
    order by ${key} ${direction}, c.id ${direction} limit ${limit}`
}

/** One page of customers with what the list shows of each. */
export async function listNarrowed(tx: Tx, question: ListQuestion): Promise<ListedCustomer[]> {
  const { institutionId, staffId } = question.narrowing.asker
  const { rows } = await sql<ListedCustomer>`
    with page as materialized (${page(question)})
    select c.id, c.number, c.file_version, c.kind, c.name, c.status, c.is_partial, c.branch_id, b.name as branch_name,
      c.officer_id, s.name as officer_name, c.credit_code, c.industry_section, c.company_type, c.legal_representative,
      c.registered_capital, c.established_on, c.born_on, c.sex, c.occupation, c.employer, c.annual_income, c.country,
      substring(c.credit_code from 3 for 2) as region, g.id as group_id, g.number as group_number, g.name as group_name,
      root.kind as group_root_kind, owed.balance, owed.loans, owed.oldest_unpaid_on, owed.tier,
      (select max(t.happened_on) from contact t where t.institution_id = c.institution_id and t.customer_id = c.id) as last_contact_on,
      c.source, c.created_at, c.changed_at,
      exists (select from follow f where f.institution_id = c.institution_id and f.staff_id = ${staffId} and f.party = 'customer' and f.party_id = c.id) as is_followed
    from page join customer c on c.institution_id = ${institutionId} and c.id = page.id
    join branch b on b.institution_id = c.institution_id and b.id = c.branch_id
    left join staff s on s.institution_id = c.institution_id and s.id = c.officer_id
    left join group_member m on m.institution_id = c.institution_id and m.customer_id = c.id and m.valid_to is null and m.known_to is null
    left join customer_group g on g.institution_id = m.institution_id and g.id = m.group_id
    left join customer root on root.institution_id = g.institution_id and root.id = g.root_customer_id
    left join lateral (select coalesce(sum(l.balance), 0)::bigint as balance, count(*)::int as loans, min(l.oldest_unpaid_on) as oldest_unpaid_on, ${worst} as tier
      from loan l where l.institution_id = c.institution_id and l.customer_id = c.id and l.status = 'active') owed on true
    order by page.place`.execute(tx)
  return rows
}
