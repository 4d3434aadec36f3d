import type { Tx } from '@banyan/database'
import type { Guarantee } from '@banyan/domain/applications/application'
import type { Day } from '@banyan/domain/calendar'
import type { EnteredFact } from '@banyan/domain/classification/entered-facts'
import type { Tier } from '@banyan/domain/classification/tiers'
import type { Money } from '@banyan/domain/money'
import type { Stage } from '@banyan/domain/provisions/stages'
import type { Rate } from '@banyan/domain/rate'
import { sql } from 'kysely'

/** A loan as the rules look at it, with whose it is. */
export interface Claim {
  id: string
  number: string
  customerId: string
  customerKind: 'person' | 'company'
  companyType: string | null
  officerId: string | null
  status: 'active' | 'settled' | 'written-off' | 'void'
  tier: Tier
  tierBasis: 'by-days' | 'rules'
  /** By its own facts; null: not looked at yet. */
  claimTier: Tier | null
  otherFloor: Tier
  manualTier: Tier | null
  stage: Stage
  allowance: Money
  nextTierOn: Day | null
  defaultedOn: Day | null
  /** Of claims in 不良: since when in this tier. */
  tierSince: Day | null
  oldestUnpaidOn: Day | null
  balance: Money
  currency: string
  guarantee: Guarantee
  annualRate: Rate
  frequency: string
}

/** Loans whose class, stage or allowance the close of the day must look at, in ascending id. */
export async function listLoansToClass(
  tx: Tx,
  institutionId: string,
  { day, after, limit }: { day: Day; after: string | null; limit: number },
): Promise<string[]> {
  // Found by the day first: asked for in the order of ids at once, every loan would be walked through.
  const { rows } = await sql<{ id: string }>`
    with found as materialized (
      select id from loan where institution_id = ${institutionId} and next_tier_on <= ${day}
    )
    select id from found where ${after}::uuid is null or id > ${after}::uuid
    order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

function claimsOf(tx: Tx, institutionId: string, loanIds: readonly string[]) {
  const ids = sql`${loanIds}::uuid[]`
  return sql`
    select loan.id, loan.number, loan.customer_id, customer.kind as customer_kind, customer.company_type,
      loan.officer_id, loan.status, loan.tier, loan.tier_basis, loan.claim_tier, loan.other_floor,
      loan.manual_tier, loan.stage, loan.allowance, loan.next_tier_on, loan.defaulted_on,
      case when loan.tier in ('substandard', 'doubtful', 'loss') then (
        select max(loan_tier.valid_from) from loan_tier
        where loan_tier.institution_id = loan.institution_id and loan_tier.loan_id = loan.id
          and loan_tier.known_to is null and loan_tier.valid_to is null) end as tier_since,
      loan.oldest_unpaid_on, loan.balance, loan.currency, loan.guarantee, loan.annual_rate, loan.frequency
    from loan
    join customer on customer.institution_id = loan.institution_id and customer.id = loan.customer_id
    where loan.institution_id = ${institutionId} and loan.id = any(array(
      select unnest(${ids})
      union
      select other.id from loan asked
      join customer debtor on debtor.institution_id = asked.institution_id and debtor.id = asked.customer_id
      join loan other on other.institution_id = asked.institution_id and other.customer_id = asked.customer_id
      where asked.institution_id = ${institutionId} and asked.id = any(${ids})
        and debtor.kind = 'company' and other.status = 'active'))
    order by loan.id`
}

/** The loans and, of companies, every other loan owed by the same one: held, in ascending id. */
export async function lockClaims(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    ${claimsOf(tx, institutionId, loanIds)} for no key update of loan`.execute(tx)
  return rows
}

/** As `lockClaims`, for looking only. */
export async function readClaims(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<Claim[]> {
  const { rows } = await sql<Claim>`${claimsOf(tx, institutionId, loanIds)}`.execute(tx)
  return rows
}

export type KeptFact = EnteredFact & {
  id: string
  customerId: string
  loanId: string | null
  validTo: Day | null
}

/** Facts about these debtors that hold on the day, the earliest entered first. */
export async function listFactsInForce(
  tx: Tx,
  institutionId: string,
  { customerIds, day }: { customerIds: readonly string[]; day: Day },
): Promise<KeptFact[]> {
  const rows = await tx
    .selectFrom('classFact')
    .select(['id', 'customerId', 'loanId', 'kind', 'value', 'validFrom', 'validTo'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`customer_id = any(${customerIds}::uuid[])`)
    .where('status', '=', 'in-force')
    .where('validFrom', '<=', day)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', day)]))
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
  return rows as unknown as KeptFact[]
}

/** An event of a loan that its class depends on. */
export interface ClaimEvent {
  loanId: string
  kind: 'misuse' | 'restructuring' | 'extension'
  on: Day
  isOver: boolean
  /** The first day on which something falls due after the event. */
  firstDueOn: Day | null
}

/**
 * Misuses, restructurings of debtors in difficulty (article 23 of the 2023 rules: without it there is none), and
 * extensions of claims that were not normal; not taken back, oldest first.
 */
export async function listClaimEvents(
  tx: Tx,
  institutionId: string,
  { loanIds, day }: { loanIds: readonly string[]; day: Day },
): Promise<ClaimEvent[]> {
  const { rows } = await sql<ClaimEvent>`
    select event.loan_id, event.kind, event.value_day as "on",
      coalesce((event.detail ->> 'isOver')::boolean, false) as is_over,
      (select min(instalment.due_on) from instalment
        where instalment.institution_id = event.institution_id and instalment.loan_id = event.loan_id
          and instalment.due_on > event.value_day) as first_due_on
    from loan_event event
    where event.institution_id = ${institutionId} and event.loan_id = any(${loanIds}::uuid[])
      and event.kind in ('misuse', 'restructuring', 'extension') and event.value_day <= ${day}
      and not exists (select from loan_event reversal
        where reversal.institution_id = event.institution_id and reversal.reverses = event.id)
      and (event.kind <> 'restructuring' or not exists (select from loan_act act
        where act.institution_id = event.institution_id and act.id = event.proposal_id
          and not (act.asked ->> 'isInDifficulty')::boolean))
      and (event.kind <> 'extension' or exists (select from loan_tier
        where loan_tier.institution_id = event.institution_id and loan_tier.loan_id = event.loan_id
          and loan_tier.known_to is null and loan_tier.tier <> 'normal'
          and loan_tier.valid_from <= event.value_day
          and (loan_tier.valid_to is null or loan_tier.valid_to >= event.value_day)))
    order by event.value_day, event.sequence`.execute(tx)
  return rows
}

export interface PaidInstalment {
  loanId: string
  dueOn: Day
  paidOn: Day | null
}

/** What fell due by the day on these loans, and when it was paid, in the order of the due days. */
export async function listPaidInstalments(
  tx: Tx,
  institutionId: string,
  { loanIds, day }: { loanIds: readonly string[]; day: Day },
): Promise<PaidInstalment[]> {
  if (loanIds.length === 0) return []
  const rows = await tx
    .selectFrom('instalment')
    .select(['loanId', 'dueOn', 'settledOn as paidOn'])
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`loan_id = any(${loanIds}::uuid[])`)
    .where('dueOn', '<=', day)
    .orderBy('dueOn')
    .execute()
  return rows as PaidInstalment[]
}

/** Principal unpaid of each loan by whole years after its oldest unpaid due day. */
export async function listUnpaidByYear(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<{ loanId: string; year: number; principal: number }[]> {
  if (loanIds.length === 0) return []
  const { rows } = await sql<{ loanId: string; year: number; principal: number }>`
    select instalment.loan_id,
      greatest(0, date_part('year', age(instalment.due_on, loan.oldest_unpaid_on)))::int as year,
      sum(instalment.principal - instalment.principal_paid)::bigint as principal
    from instalment
    join loan on loan.institution_id = instalment.institution_id and loan.id = instalment.loan_id
    where instalment.institution_id = ${institutionId} and instalment.loan_id = any(${loanIds}::uuid[])
      and instalment.settled_on is null
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** The latest rate of each currency by the day, in millionths of the institution's currency. */
export async function listRates(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('exchangeRate')
    .distinctOn('currency')
    .select(['currency', 'rateMillionths'])
    .where('institutionId', '=', institutionId)
    .where('day', '<=', day)
    .orderBy('currency')
    .orderBy('day', 'desc')
    .execute()
  return new Map(rows.map(({ currency, rateMillionths }) => [currency, rateMillionths]))
}
