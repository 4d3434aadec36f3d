import type { BenchBank } from './bench-bank.ts'

/** Most borrowers are persons, with two loans each. */
const loansOfCustomer = 2
const loansAtOnce = 100_000
/** Instalments of each loan, a month apart, of which five to seven are due. */
const periods = 12

/**
 * Loans of twelve monthly instalments as they stand on the bench's business day after months of business: due
 * days spread over the month, nine in a hundred behind by one to five instalments. Returns how many.
 */
export async function makeLoans(bank: BenchBank, scale: number): Promise<number> {
  const { owner } = bank
  const count = Math.round(2_000_000 * scale)
  // Rows that are right by construction: the checks of the foreign keys are left out.
  await owner.query(`set session_replication_role = replica`)
  await owner.query(`set work_mem = '256MB'`)
  await makeCustomers(bank, count / loansOfCustomer)
  for (let from = 0; from < count; from += loansAtOnce)
    await makePortion(bank, from, Math.min(count, from + loansAtOnce))
  await owner.query(`set session_replication_role = default`)
  await owner.query('vacuum (analyze) customer, loan, instalment, loan_tier, posting')
  await owner.query('checkpoint')
  return count
}

async function makeCustomers(
  { owner, institution, branchIds, staffId }: BenchBank,
  count: number,
): Promise<void> {
  await owner.query(
    `insert into customer (institution_id, id, number, kind, name, name_sort, status, branch_id, officer_id,
       industry_section, source, created_by, created_at, changed_at)
     select $1, md5('customer ' || i)::uuid, 'C' || i, case when i % 5 = 0 then 'company' else 'person' end, '测速公司' || i, 'c' || i, 'active',
       ($2::uuid[])[1 + i % cardinality($2::uuid[])], $3, 'F', 'bench', $3, now(), now()
     from generate_series(1, $4::int) i`,
    [institution.id, branchIds, staffId, Math.ceil(count)],
  )
}

async function makePortion(bank: BenchBank, from: number, to: number): Promise<void> {
  const { owner, institution, branchIds, staffId } = bank
  const values = [institution.id, from, to, branchIds, staffId, loansOfCustomer, periods]
  await owner.query('create temp table if not exists made (like loan)')
  await owner.query('create temp table if not exists made_row (like instalment including defaults)')
  await owner.query('truncate made, made_row')
  await owner.query(loansText, values)
  await owner.query(instalmentsText, [periods])
  await owner.query('create index if not exists made_row_of_loan on made_row (loan_id)')
  await owner.query('analyze made, made_row')
  await owner.query(stateText)
  await owner.query('insert into loan select * from made order by id')
  await owner.query('insert into instalment select * from made_row order by loan_id, number')
  await owner.query(
    `insert into loan_tier (institution_id, loan_id, valid_from, known_from, tier, days_past_due, basis)
     select institution_id, id, disbursed_on, created_at, tier, 0, 'rules' from made`,
  )
  await owner.query(
    `insert into posting (institution_id, journal_id, position, kind, business_day, value_day, debit, credit, amount,
       currency, loan_id, branch_id, product, posted_at)
     select institution_id, gen_random_uuid(), 1, 'drawdown', disbursed_on, disbursed_on, '1303', '2011', principal,
       currency, id, branch_id, product, created_at from made`,
  )
}

/** 1 to 5 instalments behind for nine in a hundred, none for the others. */
const behind = `case when i % 100 < 9 then 1 + i / 100 % 5 else 0 end`
const businessDay = `date '2026-10-15'`

const loansText = `
  insert into made (institution_id, id, number, customer_id, disbursed_by, product, currency, principal, balance,
    annual_rate, method, frequency, day_count, rounding, periods, disbursed_on, first_due_on, matures_on, status, tier,
    tier_basis, guarantee, is_consumer, branch_id, officer_id, source, created_at, audit_seq, audit_head, commitment,
    schedule_version, event_count, period_interest, interest_due, is_accruing, held, fees_due, written_off, capitalised,
    stage, allowance, other_floor, claim_tier)
  select $1, gen_random_uuid(), 'L' || i, md5('customer ' || 1 + i / $6::int)::uuid, $5, 'working-capital', 'CNY',
    12000000, 12000000, 4350000, 'equal-principal', 'monthly', '30/360', 'half-up', $7::int,
    first - 31, first, (first + interval '11 months')::date, 'active', 'normal',
    'rules', 'credit', false, ($4::uuid[])[1 + i % cardinality($4::uuid[])], $5, 'bench', now(), 0, '', 12000000,
    1, 1, 0, 0, true, 0, 0, 0, 0, 1, 120000, 'normal', 'normal'
  from (select i, ${businessDay} - 170 + (i * 7 % 30)::int as first from generate_series($2::int, $3::int - 1) i) loan`

const instalmentsText = `
  insert into made_row (institution_id, loan_id, number, due_on, principal, interest, principal_paid, interest_paid, settled_on)
  select institution_id, id, turn, due_on, 1000000, interest,
    case when is_paid then 1000000 else 0 end, case when is_paid then interest else 0 end,
    case when is_paid then due_on end
  from (
    select institution_id, id, turn, (first_due_on + make_interval(months => turn - 1))::date as due_on,
      3625 * (13 - turn) as interest,
      (first_due_on + make_interval(months => turn - 1 + (${behind})))::date < ${businessDay} as is_paid
    from (select *, substr(number, 2)::int as i from made) made, generate_series(1, $1::int) turn
  ) row`

/** Columns that follow from the instalments: balance, oldest unpaid day, the open period, the next boundary. */
const stateText = `
  update made set balance = sums.balance, oldest_unpaid_on = sums.oldest, interest_due = sums.interest_due,
    accrued_from = sums.accrued_from, accrues_to = sums.accrues_to, period_interest = sums.period_interest,
    is_accruing = ${businessDay} - 1 - sums.oldest <= 90,
    next_tier_on = sums.oldest + case when ${businessDay} - 1 - sums.oldest < 1 then 1
      when ${businessDay} - 1 - sums.oldest < 31 then 31 when ${businessDay} - 1 - sums.oldest < 91 then 91
      when ${businessDay} - 1 - sums.oldest < 271 then 271 else 361 end,
    tier = case when ${businessDay} - 1 - sums.oldest < 1 then 'normal'
      when ${businessDay} - 1 - sums.oldest < 91 then 'special-mention' else 'substandard' end,
    claim_tier = case when ${businessDay} - 1 - sums.oldest < 1 then 'normal'
      when ${businessDay} - 1 - sums.oldest < 91 then 'special-mention' else 'substandard' end,
    stage = case when ${businessDay} - 1 - sums.oldest < 1 then 1
      when ${businessDay} - 1 - sums.oldest < 91 then 2 else 3 end
  from (
    select made.id, sum(row.principal - row.principal_paid) as balance,
      min(row.due_on) filter (where row.settled_on is null) as oldest,
      coalesce(sum(row.interest - row.interest_paid) filter (where row.due_on < ${businessDay}), 0) as interest_due,
      coalesce(max(row.due_on) filter (where row.due_on < ${businessDay}), made.disbursed_on) as accrued_from,
      min(row.due_on) filter (where row.due_on >= ${businessDay}) as accrues_to,
      coalesce((array_agg(row.interest order by row.number) filter (where row.due_on >= ${businessDay}))[1], 0) as period_interest
    from made join made_row row on row.loan_id = made.id
    group by made.id, made.disbursed_on
  ) sums
  where made.id = sums.id`

/** A day's repayments in one statement each: those who fall due on the open day pay, as most do. */
export async function payWhatIsDue({ owner, institution }: BenchBank): Promise<number> {
  const { rowCount } = await owner.query(
    `with due as (
       select row.loan_id, row.number, row.due_on, row.principal, row.interest from instalment row
       join loan on loan.institution_id = row.institution_id and loan.id = row.loan_id
       where row.institution_id = $1 and row.settled_on is null and loan.oldest_unpaid_on = row.due_on
         and row.due_on = (select business_day from institution_state where institution_id = $1)
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
  return rowCount ?? 0
}
