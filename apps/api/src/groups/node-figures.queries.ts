import { type RawBuilder, sql } from 'kysely'

/** What a row of the tree holds of its customer, by column of `group_node`. */
export const figureColumns = [
  'number',
  'name',
  'kind',
  'country',
  'status',
  'branch_id',
  'officer_id',
  'code',
  'initials',
  'balance',
  'reserved',
  'overdue',
  'guaranteed',
  'credit_limit',
  'unpaid_since',
  'tier',
  'loans',
  'has_unknown_currency',
  'stage',
  'stage_on',
  'stage_unpaid_on',
  'is_exception',
  'loan_status',
] as const

/**
 * What customers are and owe themselves, a row each: active balances, open reservations, what is past due on
 * the business day, guarantees in force that they give, their own limit, the worst tier (0 without a loan, 1 normal … 5
 * loss) and the newest application under way. Amounts in other currencies are converted at the last rate
 * on file, rounded up; without one they are left out and marked. The only place that says how.
 */
export function figuresOf(
  institutionId: string,
  customerIds: readonly string[] | RawBuilder<unknown>,
): RawBuilder<unknown> {
  const ids = Array.isArray(customerIds)
    ? givenIds(customerIds)
    : (customerIds as RawBuilder<unknown>)
  return sql`
    select c.id as customer_id, translate(c.number, ${separators}, '  ') as number, translate(c.name, ${separators}, '  ') as name,
      c.kind, c.country, c.status, c.branch_id, c.officer_id, coalesce(c.credit_code, '') as code,
      coalesce(sound.initials, '') as initials, owed.balance, held.reserved, late.overdue, given.guaranteed,
      allotted.amount as credit_limit, owed.unpaid_since, owed.tier, owed.loans, owed.has_unknown_currency,
      stage.status as stage, stage.status_on as stage_on, stage.oldest_unpaid_on as stage_unpaid_on,
      coalesce(stage.is_exception, false) as is_exception, stage.loan_status
    from (${ids}) as asked
    cross join (select s.business_day as day, i.currency from institution_state s join institution i on i.id = s.institution_id
      where s.institution_id = ${institutionId}) as place
    join customer c on c.institution_id = ${institutionId} and c.id = asked.id
    cross join lateral (
      select min(p.initials) as initials from party_name p
      where p.institution_id = ${institutionId} and p.party_id = c.id and p.kind = 'current'
    ) sound
    cross join lateral (${owedBy(institutionId)}) owed
    cross join lateral (${lateBy(institutionId)}) late
    cross join lateral (
      select coalesce(sum(r.amount), 0)::bigint as reserved from reservation r
      where r.institution_id = ${institutionId} and r.customer_id = c.id and r.status = 'open'
    ) held
    cross join lateral (
      select coalesce(sum(g.amount), 0)::bigint as guaranteed from relation g
      where g.institution_id = ${institutionId} and g.from_id = c.id and g.kind = 'guarantee' and g.known_to is null
        and g.valid_from <= place.day and (g.valid_to is null or g.valid_to >= place.day)
    ) given
    left join lateral (${allottedTo(institutionId)}) allotted on true
    left join lateral (${stageOf(institutionId)}) stage on true`
}

/** Few ids are named one by one: the planner then knows how few they are, and keeps its plan. */
function givenIds(ids: readonly string[]): RawBuilder<unknown> {
  if (ids.length === 0 || ids.length > 3) return sql`select unnest(${ids}::uuid[]) as id`
  return sql.join(
    ids.map((id) => sql`select ${id}::uuid as id`),
    sql` union all `,
  )
}

const inOwnCurrency = (amount: string) =>
  sql.raw(`case when l.currency = place.currency then ${amount}
    else ceil((${amount})::numeric * x.rate_millionths / 1000000) end`)

/** The last rate on file of a loan's currency. */
const rate = (institutionId: string) => sql`
  left join lateral (
    select r.rate_millionths from exchange_rate r
    where r.institution_id = ${institutionId} and r.currency = l.currency and r.day <= place.day
    order by r.day desc limit 1
  ) x on l.currency <> place.currency`

const activeLoan = (institutionId: string) =>
  sql`l.institution_id = ${institutionId} and l.customer_id = c.id and l.status = 'active'`

const owedBy = (institutionId: string) => sql`
  select coalesce(sum(${inOwnCurrency('l.balance')}), 0)::bigint as balance, count(*)::integer as loans,
    min(l.oldest_unpaid_on) as unpaid_since,
    coalesce(max(array_position(array['normal','special-mention','substandard','doubtful','loss'], l.tier)), 0)::integer as tier,
    coalesce(bool_or(l.currency <> place.currency and x.rate_millionths is null and l.balance > 0), false) as has_unknown_currency
  from loan l ${rate(institutionId)}
  where ${activeLoan(institutionId)}`

const lateBy = (institutionId: string) => sql`
  select coalesce(sum(${inOwnCurrency('i.principal - i.principal_paid + i.interest - i.interest_paid')}), 0)::bigint as overdue
  from loan l ${rate(institutionId)}
  join instalment i on i.institution_id = l.institution_id and i.loan_id = l.id and i.settled_on is null and i.due_on < place.day
  where owed.unpaid_since < place.day and ${activeLoan(institutionId)}`

const allottedTo = (institutionId: string) => sql`
  select m.amount from customer_limit m
  where m.institution_id = ${institutionId} and m.customer_id = c.id and m.status = 'in-force'
    and m.valid_from <= place.day and (m.valid_to is null or m.valid_to >= place.day)
  order by m.valid_from desc, coalesce(m.decided_at, m.set_at) desc, m.id desc limit 1`

const stageOf = (institutionId: string) => sql`
  select a.status, a.status_on, d.is_exception, l.status as loan_status, l.oldest_unpaid_on from application a
  left join decision d on d.institution_id = a.institution_id and d.application_id = a.id
  left join loan l on l.institution_id = a.institution_id and l.application_id = a.id
  where a.institution_id = ${institutionId} and a.customer_id = c.id and a.status not in ('declined', 'withdrawn')
  order by a.created_at desc limit 1`

/** What must not stand inside a text, since it stands between texts. */
const separators = '\u001E\u001F'
