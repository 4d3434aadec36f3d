import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import { type Money, money } from '@banyan/domain/money'
import { type RawBuilder, sql } from 'kysely'

export interface BookQuestion {
  institutionId: string
  /** Amounts in other currencies are converted at the last rate on file. */
  currency: string
  businessDay: Day
}

/** Whose contracts are asked for. */
export type Party =
  | { customerIds: readonly string[] }
  | { groupId: string }
  | { setId: string }
  /** The customer and everyone below it in the tree of its group. */
  | { subtreeOf: string }

/** `select customer_id` of everyone in a party, each once. */
export function partyMembers(institutionId: string, party: Party): RawBuilder<unknown> {
  if ('customerIds' in party)
    return sql`select distinct unnest(${party.customerIds}::uuid[]) as customer_id`
  if ('groupId' in party)
    return sql`select member.customer_id from group_member member
      where member.institution_id = ${institutionId} and member.group_id = ${party.groupId}
        and member.valid_to is null and member.known_to is null`
  if ('setId' in party)
    return sql`select member.customer_id from connected_set_member member
      where member.institution_id = ${institutionId} and member.set_id = ${party.setId}
        and member.valid_to is null and member.known_to is null`
  return sql`with recursive below as (
      select ${party.subtreeOf}::uuid as customer_id
      union
      select node.customer_id from group_node node
      join below on node.institution_id = ${institutionId} and node.parent_id = below.customer_id
    ) select customer_id from below`
}

/** The last rate on file of each currency. */
export const ratesOn = ({ institutionId, businessDay }: BookQuestion) => sql`
  select distinct on (rate.currency) rate.currency, rate.rate_millionths from exchange_rate rate
  where rate.institution_id = ${institutionId} and rate.day <= ${businessDay}
  order by rate.currency, rate.day desc`

/**
 * Every contract of those in the table `party`, once: loans with what is drawn, approvals not yet signed, and
 * signed ones not yet paid out. Needs the table `rates`; without a rate the amount is null.
 */
export const contractsOf = ({ institutionId, currency }: BookQuestion, party: string) => sql`
  select 'drawn' as kind, loan.id, loan.number, loan.customer_id, loan.currency,
    case when loan.currency = ${currency} then loan.balance
      else ceil(loan.balance::numeric * rates.rate_millionths / 1000000)::bigint end as amount
  from loan join ${sql.table(party)} party on party.customer_id = loan.customer_id
  left join rates on rates.currency = loan.currency
  where loan.institution_id = ${institutionId} and loan.status = 'active' and loan.balance > 0
  union all
  select case when contract.id is null then 'approved' else 'signed' end, reservation.application_id,
    application.number, reservation.customer_id, ${currency}::text, reservation.amount
  from reservation join ${sql.table(party)} party on party.customer_id = reservation.customer_id
  join application on application.institution_id = reservation.institution_id
    and application.id = reservation.application_id
  left join contract on contract.institution_id = reservation.institution_id
    and contract.application_id = reservation.application_id
  where reservation.institution_id = ${institutionId} and reservation.status = 'open'`

/** Guarantees in force that those in the table `party` give, or whoever gives any. */
export const guaranteesOf = (
  { institutionId, businessDay }: BookQuestion,
  party: string | null = null,
) => sql`
  select given.id, given.from_id as customer_id, given.to_id, coalesce(given.amount, 0) as amount
  from relation given ${party === null ? sql`` : sql`join ${sql.table(party)} party on party.customer_id = given.from_id`}
  where given.institution_id = ${institutionId} and given.kind = 'guarantee' and given.known_to is null
    and given.valid_from <= ${businessDay}
    and (given.valid_to is null or given.valid_to >= ${businessDay})`

export interface ExposureSums {
  members: number
  /** Balances of active loans. */
  drawn: Money
  /** Approved and not yet signed. */
  approved: Money
  /** Signed and not yet paid out. */
  signed: Money
  undrawn: Money
  /** Drawn and undrawn. */
  direct: Money
  /** All guarantees given, at their face. */
  guaranteed: Money
  /** Contracts of others that the party's guarantees stand for, each at most once and at most in full. */
  indirect: Money
  total: Money
  loans: number
  contracts: number
  /** Currencies of balances that could not be counted, as no rate is on file. */
  unknownCurrencies: string[]
}

interface SumRow {
  members: number
  drawn: number
  approved: number
  signed: number
  guaranteed: number
  indirect: number
  loans: number
  contracts: number
  unknownCurrencies: string[] | null
}

/**
 * What a party owes and was promised, each contract once. A guarantee for someone inside the party stands for
 * contracts that are counted already; for someone outside it adds what that one owes, up to the guarantee.
 */
export async function getExposureSums(
  tx: Tx,
  question: BookQuestion,
  party: Party,
): Promise<ExposureSums> {
  const { rows } = await sql<SumRow>`
    with rates as (${ratesOn(question)}), party as (${partyMembers(question.institutionId, party)}),
    held as (${contractsOf(question, 'party')}), given as (${guaranteesOf(question, 'party')}),
    stranger as (
      select given.to_id as customer_id, sum(given.amount) as face from given
      where given.to_id not in (select customer_id from party) group by given.to_id
    ), strange as (
      select customer_id, sum(amount) as owed from (${contractsOf(question, 'stranger')}) as each
      group by customer_id
    )
    select (select count(*)::int from party) as members,
      coalesce(sum(amount) filter (where kind = 'drawn'), 0)::bigint as drawn,
      coalesce(sum(amount) filter (where kind = 'approved'), 0)::bigint as approved,
      coalesce(sum(amount) filter (where kind = 'signed'), 0)::bigint as signed,
      (select coalesce(sum(given.amount), 0)::bigint from given) as guaranteed,
      (select coalesce(sum(least(stranger.face, strange.owed)), 0)::bigint
        from stranger join strange on strange.customer_id = stranger.customer_id) as indirect,
      count(*) filter (where kind = 'drawn')::int as loans, count(*)::int as contracts,
      array_agg(distinct currency) filter (where amount is null) as "unknownCurrencies"
    from held`.execute(tx)
  return summed(rows[0])
}

function summed(row: SumRow | undefined): ExposureSums {
  const { drawn = 0, approved = 0, signed = 0, guaranteed = 0, indirect = 0 } = row ?? {}
  const direct = money(drawn + approved + signed)
  return {
    members: row?.members ?? 0,
    drawn: money(drawn),
    approved: money(approved),
    signed: money(signed),
    undrawn: money(approved + signed),
    direct,
    guaranteed: money(guaranteed),
    indirect: money(indirect),
    total: money(direct + indirect),
    loans: row?.loans ?? 0,
    contracts: row?.contracts ?? 0,
    unknownCurrencies: row?.unknownCurrencies ?? [],
  }
}
