import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { SetTotal } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money } from '@banyan/domain/money'
import { sql } from 'kysely'
import { type LimitsInForce, limitsInForce } from './limits-in-force.queries.ts'
import { listConfirmedSets, lockSets, readSetTotals } from './sets/set-totals.queries.ts'

/** Whose exposure is asked for, on which business day, in whose currency. */
export interface ExposureQuestion {
  institutionId: string
  currency: string
  businessDay: Day
  customerId: string
}

export interface Exposure extends LimitsInForce {
  /** Balances of active loans, in the institution's currency; without a group, the customer's own. */
  used: Money
  /** Open reservations, which an approval holds until the loan is paid out. */
  reserved: Money
  customerUsed: Money
  customerReserved: Money
  /** The confirmed sets of connected customers it stands in. */
  sets: SetTotal[]
  /** Currencies of balances that could not be counted, as no rate is on file. */
  unknownCurrencies: string[]
}

/** The customer's present management group, or null. */
export async function findGroupOf(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<string | null> {
  const [groupId = null] = await listGroupsOf(tx, institutionId, [customerId])
  return groupId
}

/** The present management groups of customers, each once, in the order of their ids. */
async function listGroupsOf(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('groupMember')
    .innerJoin('customerGroup', (join) =>
      join
        .onRef('customerGroup.institutionId', '=', 'groupMember.institutionId')
        .onRef('customerGroup.id', '=', 'groupMember.groupId'),
    )
    .select('groupMember.groupId')
    .distinct()
    .where('groupMember.institutionId', '=', institutionId)
    .where(sql<boolean>`group_member.customer_id = any(${customerIds}::uuid[])`)
    .where('groupMember.validTo', 'is', null)
    .where('groupMember.knownTo', 'is', null)
    .where('customerGroup.status', '<>', 'dissolved')
    .orderBy('groupMember.groupId')
    .execute()
  return rows.map(({ groupId }) => groupId)
}

/**
 * Holds the customer's group, then the sets the law bounds it in, then the customer, until the transaction ends;
 * the group's id, or null. Whoever weighs or changes an exposure takes this lock before any application or loan.
 */
export async function lockGroupOf(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<string | null> {
  const [groupId = null] = await lockGroupsOf(tx, institutionId, [customerId])
  return groupId
}

/** As `lockGroupOf`, for several at once: all groups, then all sets, then all customers, each by id. */
async function lockGroupsOf(
  tx: Tx,
  institutionId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  for (let held = await findUnions(tx, institutionId, customerIds); ;) {
    await lockGroups(tx, institutionId, held.groupIds)
    await lockSets(tx, institutionId, held.setIds)
    await lockCustomers(tx, institutionId, customerIds)
    // A customer may have moved while this waited; one that moved is held by none of these locks.
    const present = await findUnions(tx, institutionId, customerIds)
    if (`${present.groupIds} ${present.setIds}` === `${held.groupIds} ${held.setIds}`)
      return held.groupIds
    held = present
  }
}

/** Everything whose limits borrowings of the customers count towards, besides their own. */
async function findUnions(tx: Tx, institutionId: string, customerIds: readonly string[]) {
  const groupIds = await listGroupsOf(tx, institutionId, customerIds)
  return { groupIds, setIds: await listConfirmedSets(tx, institutionId, customerIds) }
}

async function lockGroups(tx: Tx, institutionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .selectFrom('customerGroup')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Holds customers whose limits or memberships change, or whose exposure is weighed. */
export async function lockCustomers(
  tx: Tx,
  institutionId: string,
  ids: readonly string[],
): Promise<void> {
  await tx
    .selectFrom('customer')
    .select('id')
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** As `lockGroupOf`, for whoever owes the loan: an entry taken back raises what is owed. Taken before the loan. */
export const lockGroupOfLoan = (tx: Tx, institutionId: string, loanId: string): Promise<void> =>
  lockGroupsOfLoans(tx, institutionId, [loanId])

export async function lockGroupsOfLoans(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<void> {
  for (let debtors = await listDebtors(tx, institutionId, loanIds); debtors.length > 0;) {
    await lockGroupsOf(tx, institutionId, debtors)
    const present = await listDebtors(tx, institutionId, loanIds)
    if (`${present}` === `${debtors}`) return
    debtors = present
  }
}

/** Who owes the loans, each once, in the order of their ids. */
async function listDebtors(
  tx: Tx,
  institutionId: string,
  loanIds: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('loan')
    .select('customerId')
    .distinct()
    .where('institutionId', '=', institutionId)
    .where(sql<boolean>`id = any(${loanIds}::uuid[])`)
    .orderBy('customerId')
    .execute()
  return rows.map(({ customerId }) => customerId)
}

/** The exposure a new loan is weighed against. Call it only after `lockGroupOf`. */
export async function exposureUnderLock(
  tx: Tx,
  question: ExposureQuestion,
  groupId: string | null,
): Promise<Exposure> {
  const sums = await sumsOf(tx, question, groupId)
  const { sets, unknownCurrencies } = await readSetTotals(tx, question, question.customerId)
  const unknown = new Set([...sums.unknownCurrencies, ...unknownCurrencies])
  return {
    ...sums,
    sets,
    unknownCurrencies: [...unknown],
    ...(await limitsInForce(tx, question, groupId)),
  }
}

/** As `exposureUnderLock`, without the lock: for screens, which may be a moment late. */
export async function getExposure(tx: Tx, question: ExposureQuestion): Promise<Exposure> {
  const groupId = await findGroupOf(tx, question.institutionId, question.customerId)
  return exposureUnderLock(tx, question, groupId)
}

async function sumsOf(tx: Tx, question: ExposureQuestion, groupId: string | null) {
  const { institutionId, currency, businessDay, customerId } = question
  const { rows } = await sql<{
    used: number
    reserved: number
    customerUsed: number
    customerReserved: number
    unknownCurrencies: string[] | null
  }>`
    with party as (
      select member.customer_id from group_member member
      where member.institution_id = ${institutionId} and member.group_id = ${groupId}::uuid
        and member.valid_to is null and member.known_to is null
      union
      select ${customerId}::uuid
    ), owed as (
      select loan.customer_id, loan.currency, case when loan.currency = ${currency} then loan.balance
        else ceil(loan.balance::numeric * rate.rate_millionths / 1000000)::bigint end as amount
      from loan
      join party on party.customer_id = loan.customer_id
      left join lateral (
        select exchange_rate.rate_millionths from exchange_rate
        where exchange_rate.institution_id = ${institutionId}
          and exchange_rate.currency = loan.currency and exchange_rate.day <= ${businessDay}
        order by exchange_rate.day desc limit 1
      ) rate on true
      where loan.institution_id = ${institutionId} and loan.status = 'active' and loan.balance > 0
    ), held as (
      select reservation.customer_id, reservation.amount from reservation
      join party on party.customer_id = reservation.customer_id
      where reservation.institution_id = ${institutionId} and reservation.status = 'open'
    )
    select
      (select coalesce(sum(amount), 0)::bigint from owed) as used,
      (select coalesce(sum(amount), 0)::bigint from held) as reserved,
      (select coalesce(sum(amount), 0)::bigint from owed where customer_id = ${customerId}) as customer_used,
      (select coalesce(sum(amount), 0)::bigint from held where customer_id = ${customerId}) as customer_reserved,
      (select array_agg(distinct currency) from owed where amount is null) as unknown_currencies`.execute(
    tx,
  )
  const sums = rows[0]
  return {
    used: money(sums?.used ?? 0),
    reserved: money(sums?.reserved ?? 0),
    customerUsed: money(sums?.customerUsed ?? 0),
    customerReserved: money(sums?.customerReserved ?? 0),
    unknownCurrencies: sums?.unknownCurrencies ?? [],
  }
}

/** The most that may be owed under the allotted limits, less what one-off ones do not take back. */
export function limitsLeft(exposure: Exposure) {
  const { customerLimit, customerSpent, groupLimit, groupSpent } = exposure
  return {
    customerLimit: customerLimit === null ? null : money(customerLimit - customerSpent),
    groupLimit: groupLimit === null ? null : money(groupLimit - groupSpent),
  }
}

/** What is owed and promised together. */
export function exposureTotals(exposure: Exposure) {
  return {
    sets: exposure.sets,
    customer: money(exposure.customerUsed + exposure.customerReserved),
    group: money(exposure.used + exposure.reserved),
  }
}
