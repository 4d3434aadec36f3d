import type { Day } from '@banyan/domain/calendar'
import { sql } from 'kysely'

export interface LoanPart {
  branchId?: string | undefined
  product?: string | undefined
}

/** Loans of the institution's own currency that a figure counts; a voided loan was never made. */
export const counted = (institutionId: string, currency: string, { branchId, product }: LoanPart) =>
  sql`loan.institution_id = ${institutionId} and loan.currency = ${currency} and loan.status <> 'void'
    and (${branchId ?? null}::uuid is null or loan.branch_id = ${branchId ?? null}::uuid)
    and (${product ?? null}::text is null or loan.product = ${product ?? null})`

/** What was owed of a loan at the end of a day: principal less what was repaid by then. */
export const balanceOn = (day: unknown) => sql`(loan.principal - coalesce((
  select sum(repayment.principal) from repayment
  where repayment.institution_id = loan.institution_id and repayment.loan_id = loan.id
    and repayment.paid_on <= ${day} and (repayment.reversed_on is null or repayment.reversed_on > ${day})), 0))::bigint`

/** The oldest due day that was unpaid at the end of a day. */
export const oldestUnpaidOn = (day: unknown) => sql`(
  select min(instalment.due_on) from instalment
  where instalment.institution_id = loan.institution_id and instalment.loan_id = loan.id
    and instalment.due_on < ${day} and (instalment.settled_on is null or instalment.settled_on > ${day}))`

export const tierOn = (day: unknown) => sql`(
  select t.tier from loan_tier t
  where t.institution_id = loan.institution_id and t.loan_id = loan.id and t.known_to is null and t.valid_from <= ${day}
  order by t.valid_from desc limit 1)`

/** First more than 90 days late within so many months on book, and known by the day. */
export const wentBadWithin = (months: number, asOf: Day) => sql`(loan.defaulted_on <= ${asOf}
  and loan.defaulted_on <= (loan.disbursed_on + make_interval(months => ${months}::int))::date)`

const calendarMonths = sql`((extract(year from loan.defaulted_on) - extract(year from loan.disbursed_on)) * 12
  + extract(month from loan.defaulted_on) - extract(month from loan.disbursed_on))::int`

/** The smallest whole number of months on book within which the loan went bad. */
export const badAfterMonths = sql`(${calendarMonths} + case
  when loan.defaulted_on > (loan.disbursed_on + make_interval(months => ${calendarMonths}))::date then 1 else 0 end)`
