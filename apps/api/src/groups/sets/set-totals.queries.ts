import type { Tx } from '@banyan/database'
import type { SetTotal } from '@banyan/domain/decisions/exposure-limits'
import { sql } from 'kysely'
import { type BookQuestion, contractsOf, partyMembers, ratesOn } from '../contracts.queries.ts'

/** Ids of the confirmed sets a customer stands in, ascending: the order they are locked in. */
export async function listConfirmedSets(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct held.id from connected_set_member own
    join connected_set held on held.institution_id = own.institution_id and held.id = own.set_id
      and held.status = 'confirmed'
    where own.institution_id = ${institutionId} and own.customer_id = any(${customerIds}::uuid[])
      and own.valid_to is null and own.known_to is null
    order by held.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Holds confirmed sets until the transaction ends, so that no other borrowing of theirs is weighed meanwhile. */
export async function lockSets(
  tx: Tx,
  institutionId: string,
  setIds: readonly string[],
): Promise<void> {
  if (setIds.length === 0) return
  await tx
    .selectFrom('connectedSet')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where('id', 'in', setIds)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

export interface SetTotals {
  sets: SetTotal[]
  /** Currencies of members' balances that could not be counted, as no rate is on file. */
  unknownCurrencies: string[]
}

/** What the confirmed sets a customer stands in owe and were promised, each contract once within a set. */
export async function readSetTotals(
  tx: Tx,
  question: BookQuestion,
  customerId: string,
): Promise<SetTotals> {
  const setIds = await listConfirmedSets(tx, question.institutionId, [customerId])
  const totals = await totalsOf(tx, question, setIds)
  return {
    sets: totals.map(({ basis, owed }) => ({ basis, owed })),
    unknownCurrencies: [...new Set(totals.flatMap(({ unknown }) => unknown ?? []))],
  }
}

export interface SetInGroup extends SetTotal {
  /** Its members that are also the group's. */
  customerIds: string[]
}

/** The confirmed sets that any member of a management group stands in, with what each set owes as a whole. */
export async function listSetsInGroup(
  tx: Tx,
  question: BookQuestion,
  groupId: string,
): Promise<SetInGroup[]> {
  const { institutionId } = question
  const { rows } = await sql<{ id: string; customerIds: string[] }>`
    with party as (${partyMembers(institutionId, { groupId })})
    select held.id, array_agg(own.customer_id) as "customerIds" from party
    join connected_set_member own on own.institution_id = ${institutionId} and own.customer_id = party.customer_id
      and own.valid_to is null and own.known_to is null
    join connected_set held on held.institution_id = own.institution_id and held.id = own.set_id
      and held.status = 'confirmed'
    group by held.id`.execute(tx)
  const membersIn = new Map(rows.map(({ id, customerIds }) => [id, customerIds]))
  const totals = await totalsOf(tx, question, [...membersIn.keys()])
  return totals.map(({ id, basis, owed }) => ({
    basis,
    owed,
    customerIds: membersIn.get(id) ?? [],
  }))
}

async function totalsOf(tx: Tx, question: BookQuestion, setIds: readonly string[]) {
  if (setIds.length === 0) return []
  const { institutionId } = question
  const { rows } = await sql<SetTotal & { id: string; unknown: string[] | null }>`
    with rates as (${ratesOn(question)}), member as (
      select set_id, customer_id from connected_set_member
      where institution_id = ${institutionId} and set_id = any(${setIds}::uuid[])
        and valid_to is null and known_to is null
    ), party as (select distinct customer_id from member),
    held as (${contractsOf(question, 'party')})
    select bound.id, bound.basis, coalesce(sum(held.amount), 0)::bigint as owed,
      array_agg(distinct held.currency) filter (where held.id is not null and held.amount is null) as unknown
    from connected_set bound join member on member.set_id = bound.id
    left join held on held.customer_id = member.customer_id
    where bound.institution_id = ${institutionId}
    group by bound.id, bound.basis order by bound.id`.execute(tx)
  return rows
}
