import type { Tx } from '@banyan/database'
import type { Guarantee } from '@banyan/domain/applications/application'
import type { CustomerKind } from '@banyan/domain/applications/products'
import type { Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { RepaymentMethod } from '@banyan/domain/loans/schedule-terms'
import type { Rate } from '@banyan/domain/rate'
import { sql } from 'kysely'

/** A loan as its events tell it at the close of a day; amounts in its own currency. */
export interface LoanFact {
  loanId: string
  number: string
  borrowerNumber: string
  borrowerKind: CustomerKind
  occupation: string | null
  companyType: string | null
  groupNumber: string | null
  currency: string
  industrySection: string | null
  isConsumer: boolean
  method: RepaymentMethod
  periods: number
  guarantee: Guarantee
  annualRate: Rate
  disbursedOn: Day
  maturesOn: Day
  principal: number
  balance: number
  ledgerBalance: number
  overduePrincipal: number
  daysPastDue: number
  /** Null when the loan was never classed by that day. */
  tier: Tier | null
  tierBasis: 'by-days' | 'rules' | null
  lent: number
  collectedPrincipal: number
  collectedInterest: number
  /** Principal paid back in the period, without what came in after a write-off. */
  repaid: number
  /** Principal written off against the allowance in the period. */
  writtenOff: number
}

export interface FactsOf {
  institutionId: string
  asOf: Day
  /** From here to `asOf` is what was lent and collected. */
  periodFrom: Day
}

/** What has been paid and not taken back by the day: of each loan, and of each instalment. */
function paymentsAsOf({ institutionId, asOf, periodFrom }: FactsOf) {
  const kept = sql`repayment.institution_id = ${institutionId}
    and coalesce(repayment.business_day, repayment.paid_on) <= ${asOf}::date
    and (repayment.reversed_on is null or repayment.reversed_on > ${asOf}::date)`
  const inPeriod = sql`coalesce(repayment.business_day, repayment.paid_on) >= ${periodFrom}::date`
  return sql`
    returned as materialized (
      select repayment.loan_id,
        sum(repayment.principal) filter (where repayment.kind <> 'recovery') as principal,
        sum(repayment.principal) filter (where ${inPeriod}) as period_principal,
        sum(repayment.interest) filter (where ${inPeriod}) as period_interest,
        sum(repayment.principal) filter (where ${inPeriod} and repayment.kind <> 'recovery') as repaid
      from repayment
      where ${kept}
      group by repayment.loan_id
    ), paid as materialized (
      select share.loan_id, share.number,
        sum(share.principal) as principal, sum(share.interest) as interest
      from repayment_share as share
      join repayment
        on repayment.institution_id = share.institution_id and repayment.id = share.repayment_id
      where share.institution_id = ${institutionId} and ${kept}
      group by share.loan_id, share.number
    )`
}

/** Of each loan by the day: its ledger balance, what was joined to it or written off, what was drawn. */
function moneyAsOf({ institutionId, asOf, periodFrom }: FactsOf) {
  const inPeriod = sql`posting.business_day >= ${periodFrom}::date`
  const joined = sql`case
    when posting.debit = any(codes.loan) and posting.credit = any(codes.earned) then posting.amount
    when posting.credit = any(codes.loan) and posting.debit = any(codes.earned) then -posting.amount end`
  return sql`
    codes as materialized (
      select coalesce(array_agg(code) filter (where role = 'loan'), '{}') as loan,
        coalesce(array_agg(code) filter (
          where role in ('interest-receivable', 'interest-income', 'penalty-income', 'fee-income')), '{}') as earned,
        coalesce(array_agg(code) filter (where role = 'allowance'), '{}') as allowance
      from ledger_account where institution_id = ${institutionId}
    ), ledger as materialized (
      select posting.loan_id,
        sum(case when posting.debit = any(codes.loan) then posting.amount else 0 end
          - case when posting.credit = any(codes.loan) then posting.amount else 0 end) as balance,
        sum(${joined}) as joined, sum(${joined}) filter (where ${inPeriod}) as period_joined,
        sum(case when posting.debit = any(codes.allowance) then posting.amount else -posting.amount end) filter (
          where (posting.debit = any(codes.allowance) and posting.credit = any(codes.loan)
            or posting.debit = any(codes.loan) and posting.credit = any(codes.allowance)) and ${inPeriod})
          as written_off
      from posting cross join codes
      where posting.institution_id = ${institutionId} and posting.business_day <= ${asOf}::date
        and posting.loan_id is not null
      group by posting.loan_id
    ), drawn as materialized (
      select drawdown.loan_id, sum(drawdown.amount) as amount,
        sum(drawdown.amount) filter (where drawdown.business_day >= ${periodFrom}::date) as period_amount
      from loan_event drawdown
      where drawdown.institution_id = ${institutionId} and drawdown.kind = 'drawdown'
        and drawdown.business_day <= ${asOf}::date
        and not drawdown.id = any(array(
          select reversal.reverses from loan_event reversal
          where reversal.institution_id = ${institutionId} and reversal.reverses is not null
            and reversal.business_day <= ${asOf}::date))
      group by drawdown.loan_id
    )`
}

/** Of each loan by the day: what fell due and was not paid, its tier, its borrower's group. */
function standingAsOf({ institutionId, asOf }: FactsOf) {
  return sql`
    due as materialized (
      select instalment.loan_id,
        sum(instalment.principal - coalesce(paid.principal, 0)) as overdue_principal,
        min(instalment.due_on) filter (
          where instalment.principal + instalment.interest
            > coalesce(paid.principal, 0) + coalesce(paid.interest, 0)) as oldest_on
      from instalment
      left join paid
        on paid.loan_id = instalment.loan_id and paid.number = instalment.number
      where instalment.institution_id = ${institutionId} and instalment.due_on < ${asOf}::date
      group by instalment.loan_id
    ), classed as materialized (
      select distinct on (loan_tier.loan_id) loan_tier.loan_id, loan_tier.tier, loan_tier.basis
      from loan_tier
      where loan_tier.institution_id = ${institutionId} and loan_tier.valid_from <= ${asOf}::date
        and loan_tier.known_to is null
      order by loan_tier.loan_id, loan_tier.valid_from desc
    ), membership as materialized (
      select member.customer_id, customer_group.number
      from group_member as member
      join customer_group
        on customer_group.institution_id = member.institution_id
        and customer_group.id = member.group_id and customer_group.status = 'confirmed'
      where member.institution_id = ${institutionId} and member.known_to is null
        and member.valid_from <= ${asOf}::date
        and (member.valid_to is null or member.valid_to > ${asOf}::date)
    )`
}

/** The loans there were: paid out by the day and not void; a settled or written-off one owes nothing. */
function bookAsOf({ institutionId, asOf }: FactsOf) {
  return sql`
    book as (
      select loan.*,
        case when loan.status in ('settled', 'written-off')
            and coalesce(loan.written_off_on, loan.settled_on) <= ${asOf}::date
          then 0
          else coalesce(drawn.amount, 0) + coalesce(ledger.joined, 0) - coalesce(returned.principal, 0)
        end as owed,
        coalesce(ledger.balance, 0) as ledger_balance,
        coalesce(returned.period_principal, 0) as came_back,
        coalesce(returned.period_interest, 0) as interest_paid,
        coalesce(drawn.period_amount, 0) + coalesce(ledger.period_joined, 0) as period_lent,
        coalesce(returned.repaid, 0) as repaid, coalesce(ledger.written_off, 0) as period_written_off
      from loan
      left join returned on returned.loan_id = loan.id
      left join ledger on ledger.loan_id = loan.id
      left join drawn on drawn.loan_id = loan.id
      where loan.institution_id = ${institutionId} and loan.disbursed_on <= ${asOf}::date
        and loan.status <> 'void'
    )`
}

/**
 * Every loan with a balance, a ledger balance or a movement in the period, by number. All of it is
 * counted from what happened (disbursements, repayments and their reversals, tiers), never from the
 * loan's present state, so that any closed day can be asked again.
 */
export async function listLoanFacts(tx: Tx, facts: FactsOf): Promise<LoanFact[]> {
  const { rows } = await sql<LoanFact>`
    with ${paymentsAsOf(facts)}, ${moneyAsOf(facts)}, ${standingAsOf(facts)}, ${bookAsOf(facts)}
    select book.id as loan_id, book.number, customer.number as borrower_number,
      customer.kind as borrower_kind, customer.occupation, customer.company_type,
      membership.number as group_number, book.currency,
      coalesce(book.industry_section, customer.industry_section) as industry_section,
      book.is_consumer, book.method, book.periods, book.guarantee, book.annual_rate,
      book.disbursed_on, book.matures_on, book.principal, book.owed::bigint as balance,
      book.ledger_balance::bigint as ledger_balance,
      case when book.owed = 0 then 0
        else coalesce(due.overdue_principal, 0) end::bigint as overdue_principal,
      case when book.owed = 0 then 0
        else coalesce(${facts.asOf}::date - due.oldest_on, 0) end as days_past_due,
      classed.tier, classed.basis as tier_basis, book.period_lent::bigint as lent,
      book.came_back::bigint as collected_principal,
      book.interest_paid::bigint as collected_interest,
      book.repaid::bigint as repaid, book.period_written_off::bigint as written_off
    from book
    join customer
      on customer.institution_id = book.institution_id and customer.id = book.customer_id
    left join due on due.loan_id = book.id
    left join classed on classed.loan_id = book.id
    left join membership on membership.customer_id = book.customer_id
    where book.owed <> 0 or book.ledger_balance <> 0 or book.period_lent > 0
      or book.period_written_off <> 0 or book.came_back + book.interest_paid > 0
    order by book.number collate "C"`.execute(tx)
  return rows
}

export interface RecoveredPart {
  loanId: string
  tier: 'substandard' | 'doubtful' | 'loss'
  amount: number
}

/** Principal paid in the period while the loan stood in 不良, by the tier of the day. */
export async function listRecovered(
  tx: Tx,
  { institutionId, asOf, periodFrom }: FactsOf,
): Promise<RecoveredPart[]> {
  const { rows } = await sql<RecoveredPart>`
    with stood as materialized (
      select loan_id, tier, valid_from, valid_to from loan_tier
      where institution_id = ${institutionId} and known_to is null
        and tier in ('substandard', 'doubtful', 'loss')
        and valid_from < ${asOf}::date and coalesce(valid_to, 'infinity') >= ${periodFrom}::date
    ), paid as materialized (
      select loan_id, paid_on, principal from repayment
      where institution_id = ${institutionId} and kind <> 'recovery' and principal <> 0
        and coalesce(business_day, paid_on) between ${periodFrom}::date and ${asOf}::date
        and (reversed_on is null or reversed_on > ${asOf}::date)
    )
    select stood.loan_id, stood.tier, sum(paid.principal)::bigint as amount
    from stood join paid on paid.loan_id = stood.loan_id and paid.paid_on > stood.valid_from
      and (stood.valid_to is null or paid.paid_on <= stood.valid_to)
    group by stood.loan_id, stood.tier`.execute(tx)
  return rows
}

/** The day of the first loan, or null before there was one. */
export async function findFirstLoanOn(tx: Tx, institutionId: string): Promise<Day | null> {
  const row = await tx
    .selectFrom('loan')
    .select('disbursedOn')
    .where('institutionId', '=', institutionId)
    .where('status', '<>', 'void')
    .orderBy('disbursedOn')
    .limit(1)
    .executeTakeFirst()
  return (row?.disbursedOn as Day | undefined) ?? null
}

export interface ExchangeRate {
  currency: string
  day: Day
  rateMillionths: number
}

/** The rate of each currency that stood on the day: its own, or the latest before it. */
export async function listExchangeRates(tx: Tx, institutionId: string, asOf: Day) {
  const rows = await tx
    .selectFrom('exchangeRate')
    .distinctOn('currency')
    .select(['currency', 'day', 'rateMillionths'])
    .where('institutionId', '=', institutionId)
    .where('day', '<=', asOf)
    .orderBy('currency')
    .orderBy('day', 'desc')
    .execute()
  return rows as ExchangeRate[]
}

/** Net assets in force on the day. */
export async function findNetAssets(tx: Tx, institutionId: string, asOf: Day) {
  const row = await tx
    .selectFrom('capitalBase')
    .select('amount')
    .where('institutionId', '=', institutionId)
    .where('kind', '=', 'net-assets')
    .where('validFrom', '<=', asOf)
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.amount ?? null
}
