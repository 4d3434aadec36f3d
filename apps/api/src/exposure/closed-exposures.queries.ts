import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CapitalBases } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money } from '@banyan/domain/money'
import { sql } from 'kysely'
import {
  type BookQuestion,
  contractsOf,
  guaranteesOf,
  ratesOn,
} from '../groups/contracts.queries.ts'

/** Of each kind that many of the largest are kept, and beyond them every large one and every one with a limit exceeded. */
const mostKept = 500

export const exposureKinds = ['customer', 'group', 'control', 'connected'] as const
export type ExposureKind = (typeof exposureKinds)[number]

/** What everyone owes and stands for on the day, in one scan, and who belongs to which subject. */
const bookOf = (question: BookQuestion) => {
  const { institutionId, currency } = question
  return sql`
    rates as materialized (${ratesOn(question)}),
    owed as materialized (
      select customer_id, coalesce(sum(drawn), 0) as drawn, sum(undrawn) as undrawn from (
        select customer_id, 0 as undrawn, case when currency = ${currency} then balance
          else ceil(balance::numeric * (select rate_millionths from rates where rates.currency = loan.currency)
            / 1000000)::bigint end as drawn
        from loan where institution_id = ${institutionId} and status = 'active' and balance > 0
        union all
        select customer_id, amount, 0 from reservation
        where institution_id = ${institutionId} and status = 'open'
      ) each group by customer_id
    ), given as materialized (${guaranteesOf(question)}
    ), guarantor as materialized (select distinct customer_id from given
    ), subject as materialized (
      select 'customer'::text as kind, customer_id as subject_id, customer_id from guarantor
      union all
      select 'group', group_id, customer_id from group_member
      where institution_id = ${institutionId} and valid_to is null and known_to is null
      union all
      select held_by.basis, held_by.id, member.customer_id from connected_set_member member
      join connected_set held_by on held_by.institution_id = member.institution_id and held_by.id = member.set_id
      where member.institution_id = ${institutionId} and member.valid_to is null and member.known_to is null
        and held_by.status in ('proposed', 'confirmed')
    )`
}

/** What each subject owes itself and stands for, beside its allotted limit, and which of them are kept. */
const keptOf = ({ institutionId, businessDay }: BookQuestion, tier1: Money | null) => sql`
    direct as (
      select 'customer'::text as kind, customer_id as subject_id, 1 as members,
        drawn::bigint as drawn, undrawn::bigint as undrawn
      from owed
      union all
      select 'customer', customer_id, 1, 0, 0 from guarantor
      where not exists (select from owed where owed.customer_id = guarantor.customer_id)
      union all
      select subject.kind, subject.subject_id, count(*)::int,
        coalesce(sum(owed.drawn), 0)::bigint, coalesce(sum(owed.undrawn), 0)::bigint
      from subject left join owed on owed.customer_id = subject.customer_id
      where subject.kind <> 'customer'
      group by subject.kind, subject.subject_id
    ), strange as materialized (
      select subject.kind, subject.subject_id, given.to_id,
        least(sum(given.amount), max(owed.drawn + owed.undrawn))::bigint as amount
      from given
      join subject on subject.customer_id = given.customer_id
      join owed on owed.customer_id = given.to_id
      where not exists (select from subject inside where inside.kind = subject.kind
        and inside.subject_id = subject.subject_id and inside.customer_id = given.to_id)
      group by subject.kind, subject.subject_id, given.to_id
    ), indirect as (
      select kind, subject_id, sum(amount)::bigint as amount from strange group by kind, subject_id
    ), allotted as (
      select distinct on (kind, subject_id) kind, subject_id, amount from (
        select 'customer' as kind, customer_id as subject_id, amount, valid_from,
          coalesce(decided_at, set_at) as set_at, id from customer_limit
        where institution_id = ${institutionId} and status = 'in-force' and valid_from <= ${businessDay}
          and (valid_to is null or valid_to >= ${businessDay})
        union all
        select 'group', group_id, amount, valid_from, set_at, id from group_limit
        where institution_id = ${institutionId} and valid_from <= ${businessDay}
          and (valid_to is null or valid_to > ${businessDay})
      ) as limits order by kind, subject_id, valid_from desc, set_at desc, id desc
    ), sums as not materialized (
      select direct.*, coalesce(indirect.amount, 0) as indirect, allotted.amount as allotted,
        direct.drawn + direct.undrawn as total
      from direct
      left join indirect on indirect.kind = direct.kind and indirect.subject_id = direct.subject_id
      left join allotted on allotted.kind = direct.kind and allotted.subject_id = direct.subject_id
      where direct.drawn + direct.undrawn + coalesce(indirect.amount, 0) > 0
    ), kept as materialized (
      select largest.* from unnest(${exposureKinds}::text[]) as each (kind), lateral (
        select * from sums where sums.kind = each.kind
        order by total + indirect desc, subject_id limit ${mostKept}
      ) largest
      union
      select * from sums where total > coalesce(allotted, 9223372036854775807)
        or total::numeric * 1000 > ${tier1 ?? Number.MAX_SAFE_INTEGER}::numeric * 25
    )`

/** The contracts and the guaranteed debts of whatever is kept. */
const contractsKept = (question: BookQuestion) => sql`
    inside as materialized (
      select kind, subject_id, subject_id as customer_id from kept where kind = 'customer'
      union all
      select kept.kind, kept.subject_id, subject.customer_id from kept
      join subject on subject.kind = kept.kind and subject.subject_id = kept.subject_id
      where kept.kind <> 'customer'
    ), party as materialized (select distinct customer_id from inside
    ), held as materialized (${contractsOf(question, 'party')}
    ), made_of as (
      select inside.kind, inside.subject_id, jsonb_agg(
        jsonb_build_array(held.kind, held.id, held.number, held.customer_id, held.amount)
        order by held.amount desc nulls last, held.id) as contracts
      from inside join held on held.customer_id = inside.customer_id
      group by inside.kind, inside.subject_id
    ), stands_for as (
      select kept.kind, kept.subject_id, jsonb_agg(
        jsonb_build_array('guaranteed', debtor.id, debtor.number, debtor.id, strange.amount)
        order by strange.amount desc, debtor.id) as contracts
      from kept
      join strange on strange.kind = kept.kind and strange.subject_id = kept.subject_id
      join customer debtor on debtor.institution_id = ${question.institutionId} and debtor.id = strange.to_id
      group by kept.kind, kept.subject_id
    )`

/**
 * Keeps the largest exposures of a day that closes, with the contracts they add up from, so that the table of that
 * day never changes. Sums are those of `getExposureSums`, over everyone at once.
 */
export async function insertClosedExposures(
  tx: Tx,
  question: BookQuestion,
  { tier1 }: CapitalBases,
): Promise<number> {
  const { institutionId, businessDay } = question
  await sql`set local work_mem = '64MB'`.execute(tx)
  const { numAffectedRows } = await sql`
    with ${bookOf(question)}, ${keptOf(question, tier1)}, ${contractsKept(question)}
    insert into closed_exposure (institution_id, day, kind, subject_id, number, name, party_kind, members,
      drawn, undrawn, indirect, allotted, contracts)
    select ${institutionId}, ${businessDay}, kept.kind, kept.subject_id,
      coalesce(customer.number, grp.number, derived.number), coalesce(customer.name, grp.name, derived.name),
      coalesce(customer.kind, root.kind, top.kind), kept.members, kept.drawn, kept.undrawn, kept.indirect, kept.allotted,
      coalesce(made_of.contracts, '[]') || coalesce(stands_for.contracts, '[]')
    from kept
    left join made_of on made_of.kind = kept.kind and made_of.subject_id = kept.subject_id
    left join stands_for on stands_for.kind = kept.kind and stands_for.subject_id = kept.subject_id
    left join customer on kept.kind = 'customer' and customer.institution_id = ${institutionId}
      and customer.id = kept.subject_id
    left join customer_group grp on kept.kind = 'group' and grp.institution_id = ${institutionId}
      and grp.id = kept.subject_id
    left join customer root on root.institution_id = ${institutionId} and root.id = grp.root_customer_id
    left join connected_set derived on kept.kind in ('control', 'connected')
      and derived.institution_id = ${institutionId} and derived.id = kept.subject_id
    left join customer top on top.institution_id = ${institutionId} and top.id = derived.root_customer_id`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** Currencies of balances that the day could not count. */
export async function listUncounted(tx: Tx, question: BookQuestion): Promise<string[]> {
  const { institutionId, currency } = question
  const { rows } = await sql<{ currency: string }>`
    with rates as (${ratesOn(question)})
    select distinct loan.currency from loan
    where loan.institution_id = ${institutionId} and loan.status = 'active' and loan.balance > 0
      and loan.currency <> ${currency} and not exists (
        select from rates where rates.currency = loan.currency)
    order by 1`.execute(tx)
  return rows.map((row) => row.currency)
}

export interface ClosedConcentration {
  day: Day
  bases: CapitalBases
  unknownCurrencies: string[]
}

export async function insertClosedConcentration(
  tx: Tx,
  institutionId: string,
  { day, bases, unknownCurrencies }: ClosedConcentration,
  storedAt: Date,
): Promise<void> {
  const { netCapital, tier1, netAssets } = bases
  await tx
    .insertInto('closedConcentration')
    .values({ institutionId, day, netCapital, tier1, netAssets, unknownCurrencies, storedAt })
    .execute()
}

/** Closed days with figures, newest first. */
export async function listClosedDays(tx: Tx, institutionId: string): Promise<Day[]> {
  const rows = await tx
    .selectFrom('closedConcentration')
    .select('day')
    .where('institutionId', '=', institutionId)
    .orderBy('day', 'desc')
    .limit(400)
    .execute()
  return rows.map(({ day }) => day as Day)
}

const asMoney = (amount: number | null): Money | null => (amount === null ? null : money(amount))

/** The figures of one closed day, or of the newest; undefined when none is on file. */
export async function findConcentration(
  tx: Tx,
  institutionId: string,
  day: Day | undefined,
): Promise<ClosedConcentration | undefined> {
  let query = tx
    .selectFrom('closedConcentration')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .orderBy('day', 'desc')
    .limit(1)
  if (day !== undefined) query = query.where('day', '=', day)
  const row = await query.executeTakeFirst()
  return (
    row && {
      day: row.day as Day,
      bases: {
        netCapital: asMoney(row.netCapital),
        tier1: asMoney(row.tier1),
        netAssets: asMoney(row.netAssets),
      },
      unknownCurrencies: row.unknownCurrencies,
    }
  )
}

export function listClosedExposures(
  tx: Tx,
  institutionId: string,
  { day, kind }: { day: Day; kind: ExposureKind },
) {
  return tx
    .selectFrom('closedExposure')
    .select(['subjectId', 'number', 'name', 'partyKind', 'members', 'drawn', 'undrawn'])
    .select(['indirect', 'allotted'])
    .where('institutionId', '=', institutionId)
    .where('day', '=', day)
    .where('kind', '=', kind)
    .execute()
}

export interface ClosedContract {
  position: number
  kind: string
  id: string
  number: string
  customerId: string
  customerNumber: string
  customerName: string
  customerKind: string
  amount: number | null
}

/** The contracts that a closed figure adds up from, largest first, guarantees last; from a position on. */
export async function listClosedContracts(
  tx: Tx,
  institutionId: string,
  of: { day: Day; kind: ExposureKind; subjectId: string },
  { after, limit }: { after: number; limit: number },
): Promise<ClosedContract[]> {
  const { rows } = await sql<ClosedContract>`
    select each.position::int, each.contract->>0 as kind, each.contract->>1 as id, each.contract->>2 as number,
      customer.id as "customerId", customer.number as "customerNumber", customer.name as "customerName",
      customer.kind as "customerKind", (each.contract->>4)::bigint as amount
    from closed_exposure closed
    cross join lateral jsonb_array_elements(closed.contracts) with ordinality as each (contract, position)
    join customer on customer.institution_id = closed.institution_id and customer.id = (each.contract->>3)::uuid
    where closed.institution_id = ${institutionId} and closed.day = ${of.day} and closed.kind = ${of.kind}
      and closed.subject_id = ${of.subjectId} and each.position > ${after}
    order by each.position limit ${limit}`.execute(tx)
  return rows
}
