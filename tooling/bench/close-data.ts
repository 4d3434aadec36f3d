import type { BenchBank } from './bench-bank.ts'
import { withoutIndexes } from './bulk-load.ts'

/** Most borrowers are persons, with two loans each. */
const loansOfCustomer = 2
const loansAtOnce = 250_000
/** Instalments of each loan, a month apart, of which five or six are due. */
const periods = 12
const filled = ['customer', 'loan', 'instalment', 'loan_tier', 'posting']

/**
 * Loans of twelve monthly instalments as they stand on the bench's business day after months of business: due
 * days spread over the month, nine in a hundred behind by one to five instalments. Returns how many.
 */
export async function makeLoans(bank: BenchBank, scale: number): Promise<number> {
  const { owner, institution, branchIds, staffId } = bank
  const count = Math.round(2_000_000 * scale)
  await withoutIndexes(owner, filled, async () => {
    const who = [institution.id, branchIds, staffId]
    await owner.query(customersText, [...who, Math.ceil(count / loansOfCustomer)])
    for (let from = 0; from < count; from += loansAtOnce) {
      const range = [from, Math.min(count, from + loansAtOnce) - 1]
      await owner.query(loansText, [...who, ...range])
      await owner.query(instalmentsText, [institution.id, ...range])
      await owner.query(tiersText, [institution.id, ...range])
      await owner.query(drawdownsText, [institution.id, ...range])
    }
  })
  return count
}

const businessDay = `date '2026-10-15'`

/** Ids in the order in which rows were made, as the product's are. */
const idOf = (prefix: string, number: string) =>
  `('${prefix}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
const loanId = idOf('01900000', 'i')
const customerOf = (number: string) => idOf('018f0000', number)

const customersText = `
  insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id,
    industry_section, company_type, mobile_hash, source, created_by, created_at, changed_at)
  select $1, ${customerOf('i')}, 'C' || i, case when i % 5 = 0 then 'company' else 'person' end, '测速公司' || i, 'c' || i, 'active',
    ($2::uuid[])[1 + i % cardinality($2::uuid[])], $3, 'F',
    case when i % 5 = 0 then 'limited' end, case when i % 5 <> 0 then sha256(i::text::bytea) end, 'bench', $3, now(), now()
  from generate_series(1, $4::int) i`

/**
 * A loan by its number, worked out once: its first due day, how many instalments were due before the business day, and how many of
 * them are paid: all, or one to five fewer for nine in a hundred.
 */
const numbered = (first: string, last: string) => `
  with numbered as materialized (select i, first, due, greatest(0, due - case when i % 100 < 9 then 1 + i / 100 % 5 else 0 end) as paid
  from (
    select i, first, (select count(*)::int from generate_series(0, 11) turn
      where (first + make_interval(months => turn))::date < ${businessDay}) as due
    from (
      select i, ${businessDay} - 170 + (i * 7 % 30)::int as first from generate_series(${first}::int, ${last}::int) i
    ) begun offset 0
  ) due)`

const loansText = `
  ${numbered('$4', '$5')}
  insert into loan (institution_id, id, number, customer_id, disbursed_by, product, currency, principal, balance,
    annual_rate, method, frequency, day_count, rounding, periods, disbursed_on, first_due_on, matures_on, status,
    tier, claim_tier, stage, oldest_unpaid_on, next_tier_on, is_accruing, interest_due, accrued_from, accrues_to,
    period_interest, tier_basis, guarantee, is_consumer, branch_id, officer_id, source, created_at, audit_seq, audit_head,
    commitment, schedule_version, event_count, held, fees_due, written_off, capitalised, allowance, other_floor)
  select $1, ${loanId}, 'L' || i, ${customerOf(`1 + i / ${loansOfCustomer}`)}, $3, 'working-capital', 'CNY',
    12000000, 12000000 - 1000000 * paid, 4350000, 'equal-principal', 'monthly', '30/360', 'half-up', ${periods},
    first - 31, first, (first + interval '11 months')::date, 'active', tier, tier,
    case when days < 1 then 1 when days < 91 then 2 else 3 end, oldest,
    oldest + case when days < 1 then 1 when days < 31 then 31 when days < 91 then 91 when days < 271 then 271 else 361 end,
    days <= 90, 3625 * (due - paid) * (25 - due - paid) / 2,
    case when due = 0 then first - 31 else (first + make_interval(months => due - 1))::date end,
    (first + make_interval(months => due))::date, 3625 * (12 - due), 'rules', 'credit', false,
    ($2::uuid[])[1 + i % cardinality($2::uuid[])], $3, 'bench', now(), 0, '', 12000000, 1, 1, 0, 0, 0, 0, 120000, 'normal'
  from (
    select *, case when days < 1 then 'normal' when days < 91 then 'special-mention' else 'substandard' end as tier
    from (
      select *, (first + make_interval(months => paid))::date as oldest,
        ${businessDay} - 1 - (first + make_interval(months => paid))::date as days
      from numbered
    ) dated
  ) loan`

const instalmentsText = `
  ${numbered('$2', '$3')}
  insert into instalment (institution_id, loan_id, number, due_on, principal, interest, principal_paid, interest_paid, settled_on)
  select $1, id, turn, due_on, 1000000, interest, case when is_paid then 1000000 else 0 end,
    case when is_paid then interest else 0 end, case when is_paid then due_on end
  from (
    select ${loanId} as id, turn, (first + make_interval(months => turn - 1))::date as due_on,
      3625 * (13 - turn) as interest, turn <= paid as is_paid
    from numbered, generate_series(1, ${periods}) turn
  ) row`

const madeOf = `from loan where institution_id = $1
  and id between ${idOf('01900000', '$2::int')} and ${idOf('01900000', '$3::int')} order by id`

const tiersText = `
  insert into loan_tier (institution_id, loan_id, valid_from, known_from, tier, days_past_due, basis)
  select institution_id, id, disbursed_on, created_at, tier, 0, 'rules' ${madeOf}`

const drawdownsText = `
  insert into posting (institution_id, journal_id, position, kind, business_day, value_day, debit, credit, amount,
    currency, loan_id, branch_id, product, posted_at)
  select institution_id, id, 1, 'drawdown', disbursed_on, disbursed_on, '1303', '2011', principal,
    currency, id, branch_id, product, created_at ${madeOf}`

/**
 * A day's repayments in one statement: those who fall due on the open day pay, as most do. Then what a day's
 * autovacuum does, for there all of it happens in a moment before the close.
 */
export async function payWhatIsDue({ owner, institution }: BenchBank): Promise<number> {
  const { rowCount } = await owner.query(
    `with due as (
       select row.loan_id, row.number, row.due_on, row.principal, row.interest from loan
       join instalment row on row.institution_id = loan.institution_id and row.loan_id = loan.id
       where loan.institution_id = $1 and row.settled_on is null and row.due_on = loan.oldest_unpaid_on
         and loan.oldest_unpaid_on = (select business_day from institution_state where institution_id = $1)
         and substr(loan.number, 2)::int % 50 <> 0
     ), paid as (
       update instalment row set principal_paid = row.principal, interest_paid = row.interest, settled_on = due.due_on
       from due where row.institution_id = $1 and row.loan_id = due.loan_id and row.number = due.number
     )
     update loan set balance = loan.balance - due.principal, oldest_unpaid_on = next.due_on,
       accrued_from = due.due_on, accrues_to = next.due_on, period_interest = next.interest,
       next_tier_on = next.due_on + 1
     from due join lateral (
       select due_on, interest from instalment
       where institution_id = $1 and loan_id = due.loan_id and number = due.number + 1
     ) next on true
     where loan.institution_id = $1 and loan.id = due.loan_id`,
    [institution.id],
  )
  await owner.query('vacuum loan, instalment')
  return rowCount ?? 0
}
