import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

/** Loans of the institution's own currency that a figure counts; a voided loan was never made. */
const counted = (institutionId: string, currency: string) =>
  sql`loan.institution_id = ${institutionId} and loan.currency = ${currency} and loan.status <> 'void'`

/** What was owed of a loan at the end of a day: principal less what was repaid by then. */
const balanceOn = (day: unknown) => sql`(loan.principal - coalesce((
  select sum(repayment.principal) from repayment
  where repayment.institution_id = loan.institution_id and repayment.loan_id = loan.id
    and repayment.paid_on <= ${day} and (repayment.reversed_on is null or repayment.reversed_on > ${day})), 0))::bigint`

/** The oldest due day that was unpaid at the end of a day. */
const oldestUnpaidOn = (day: unknown) => sql`(
  select min(instalment.due_on) from instalment
  where instalment.institution_id = loan.institution_id and instalment.loan_id = loan.id
    and instalment.due_on < ${day} and (instalment.settled_on is null or instalment.settled_on > ${day}))`

export interface PortfolioFigures {
  day: Day
  loans: number
  balance: number
  overdueBalance: number
  overdue30Balance: number
  nonPerformingBalance: number
}

/**
 * The book at the end of each of these days, from events: balance, balance of loans past due (more than
 * 0 and more than 30 days), balance of tiers 3 to 5 by days.
 */
export async function listPortfolio(
  tx: Tx,
  institutionId: string,
  currency: string,
  days: readonly Day[],
): Promise<PortfolioFigures[]> {
  const { rows } = await sql<PortfolioFigures>`
    select wanted.day, count(*) filter (where state.balance > 0) as loans,
      coalesce(sum(state.balance), 0)::bigint as balance,
      coalesce(sum(state.balance) filter (where state.oldest is not null), 0)::bigint as overdue_balance,
      coalesce(sum(state.balance) filter (where wanted.day - state.oldest > 30), 0)::bigint as overdue30_balance,
      coalesce(sum(state.balance) filter (where state.tier in ('substandard', 'doubtful', 'loss')), 0)::bigint as non_performing_balance
    from unnest(${[...days]}::date[]) as wanted(day)
    left join lateral (
      select ${balanceOn(sql`wanted.day`)} as balance, ${oldestUnpaidOn(sql`wanted.day`)} as oldest,
        (select t.tier from loan_tier t where t.institution_id = loan.institution_id and t.loan_id = loan.id and t.known_to is null
          and t.valid_from <= wanted.day order by t.valid_from desc limit 1) as tier
      from loan
      where ${counted(institutionId, currency)} and loan.disbursed_on <= wanted.day
        and (loan.settled_on is null or loan.settled_on > wanted.day)
    ) state on true
    group by wanted.day order by wanted.day`.execute(tx)
  return rows
}

export interface LoanFilter {
  branchId?: string | undefined
  product?: string | undefined
}

export const ofLoan = ({ branchId, product }: LoanFilter) => sql`
  (${branchId ?? null}::uuid is null or loan.branch_id = ${branchId ?? null}::uuid)
  and (${product ?? null}::text is null or loan.product = ${product ?? null})`

export interface CohortRow {
  cohort: string
  loans: number
  amount: number
  bad: number
  badAmount: number
}

/** A loan is bad when it was first more than 90 days late within 12 months on book, known by the day. */
const isBad = (asOf: Day) => sql`(loan.defaulted_on is not null and loan.defaulted_on <= ${asOf}
  and loan.defaulted_on <= (loan.disbursed_on + interval '12 months')::date)`

/** By month of disbursement: what was paid out and how much of it went bad; the denominator never shrinks. */
export async function listCohorts(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  filter: LoanFilter,
): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    select to_char(loan.disbursed_on, 'YYYY-MM') as cohort, count(*) as loans, sum(loan.principal)::bigint as amount,
      count(*) filter (where ${isBad(asOf)}) as bad,
      coalesce(sum(loan.principal) filter (where ${isBad(asOf)}), 0)::bigint as bad_amount
    from loan where ${counted(institutionId, currency)} and loan.disbursed_on <= ${asOf} and ${ofLoan(filter)}
    group by 1 order by 1`.execute(tx)
  return rows
}

export interface CurvePoint {
  cohort: string
  monthsOnBook: number
  bad: number
  badAmount: number
}

/** How many loans of a cohort first went past 90 days in each month on book; month 0 is that of disbursement. */
export async function listDefaultsByAge(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  filter: LoanFilter,
): Promise<CurvePoint[]> {
  const { rows } = await sql<CurvePoint>`
    select to_char(loan.disbursed_on, 'YYYY-MM') as cohort,
      ((extract(year from loan.defaulted_on) - extract(year from loan.disbursed_on)) * 12
        + extract(month from loan.defaulted_on) - extract(month from loan.disbursed_on))::int as months_on_book,
      count(*) as bad, sum(loan.principal)::bigint as bad_amount
    from loan where ${counted(institutionId, currency)} and loan.disbursed_on <= ${asOf} and loan.defaulted_on <= ${asOf} and ${ofLoan(filter)}
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

export interface CohortLoanFilter extends LoanFilter {
  cohort?: string | undefined
  officerId?: string | undefined
  onlyBad: boolean
  after?: string | undefined
  limit: number
}

/** The loans behind a mark, by number. */
export async function listCohortLoans(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  filter: CohortLoanFilter,
) {
  const { rows } = await sql<{
    id: string
    number: string
    customerId: string
    customerName: string
    customerKind: string
    product: string
    disbursedOn: Day
    principal: number
    balance: number
    tier: string
    defaultedOn: Day | null
    officer: string | null
    branch: string
  }>`
    select loan.id, loan.number, loan.customer_id, c.name as customer_name, c.kind as customer_kind, loan.product,
      loan.disbursed_on, loan.principal, ${balanceOn(asOf)} as balance, loan.tier, loan.defaulted_on, s.name as officer, b.name as branch
    from loan
    join customer c on c.institution_id = loan.institution_id and c.id = loan.customer_id
    join branch b on b.institution_id = loan.institution_id and b.id = loan.branch_id
    left join staff s on s.institution_id = loan.institution_id and s.id = loan.origin_officer_id
    where ${counted(institutionId, currency)} and loan.disbursed_on <= ${asOf} and ${ofLoan(filter)}
      and (${filter.cohort ?? null}::text is null or to_char(loan.disbursed_on, 'YYYY-MM') = ${filter.cohort ?? null})
      and (${filter.officerId ?? null}::uuid is null or loan.origin_officer_id = ${filter.officerId ?? null}::uuid)
      and (${!filter.onlyBad} or ${isBad(asOf)})
      and (${filter.after ?? null}::text is null or loan.number > ${filter.after ?? null})
    order by loan.number limit ${filter.limit}`.execute(tx)
  return rows
}

export interface OfficerLoans {
  officerId: string
  loans: number
  amount: number
  matureLoans: number
  matureBad: number
  matureAmount: number
  matureBadAmount: number
}

/** Loans by the officer who brought them, paid out in a period; only mature months count for the default rate. */
export async function listOfficerLoans(
  tx: Tx,
  institutionId: string,
  currency: string,
  asOf: Day,
  period: { from: Day; to: Day; lastMature: Day } & LoanFilter,
): Promise<OfficerLoans[]> {
  const mature = sql`loan.disbursed_on <= ${period.lastMature}`
  const { rows } = await sql<OfficerLoans>`
    select loan.origin_officer_id as officer_id, count(*) as loans, sum(loan.principal)::bigint as amount,
      count(*) filter (where ${mature}) as mature_loans,
      count(*) filter (where ${mature} and ${isBad(asOf)}) as mature_bad,
      coalesce(sum(loan.principal) filter (where ${mature}), 0)::bigint as mature_amount,
      coalesce(sum(loan.principal) filter (where ${mature} and ${isBad(asOf)}), 0)::bigint as mature_bad_amount
    from loan where ${counted(institutionId, currency)} and loan.origin_officer_id is not null
      and loan.disbursed_on between ${period.from} and ${period.to} and ${ofLoan(period)}
    group by 1`.execute(tx)
  return rows
}
