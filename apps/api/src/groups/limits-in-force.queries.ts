import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { CapitalBases } from '@banyan/domain/decisions/exposure-limits'
import { type Money, money, zero } from '@banyan/domain/money'
import { sql } from 'kysely'

/** What bounds a customer's borrowing on the business day. */
export interface LimitsInForce {
  groupId: string | null
  groupName: string | null
  /** Null when there is no group, or its limit was never set. */
  groupLimit: Money | null
  /** What a one-off limit does not take back: repaid since it was set. Zero for a revolving one. */
  groupSpent: Money
  /** Null when none was allotted to the customer itself. */
  customerLimit: Money | null
  customerSpent: Money
  capitalBases: CapitalBases
}

interface LimitQuestion {
  institutionId: string
  businessDay: Day
  customerId: string
}

export async function limitsInForce(
  tx: Tx,
  question: LimitQuestion,
  groupId: string | null,
): Promise<LimitsInForce> {
  const group = groupId === null ? undefined : await groupWithLimit(tx, question, groupId)
  const own = await findCustomerLimit(tx, question)
  const limitOf = (row: { amount: number | null } | undefined) =>
    row === undefined || row.amount === null ? null : money(row.amount)
  return {
    groupId,
    groupName: group?.name ?? null,
    groupLimit: limitOf(group),
    groupSpent: await spentOf(tx, question, { groupId }, group),
    customerLimit: limitOf(own),
    customerSpent: await spentOf(tx, question, { groupId: null }, own),
    capitalBases: await getCapitalBases(tx, question.institutionId, question.businessDay),
  }
}

/** The institution's own figures in force on a day. */
export async function getCapitalBases(
  tx: Tx,
  institutionId: string,
  day: Day,
): Promise<CapitalBases> {
  const bases = await tx
    .selectFrom('capitalBase')
    .distinctOn('kind')
    .select(['kind', 'amount'])
    .where('institutionId', '=', institutionId)
    .where('validFrom', '<=', day)
    .orderBy('kind')
    .orderBy('validFrom', 'desc')
    .execute()
  const baseOf = (kind: string): Money | null => {
    const base = bases.find((row) => row.kind === kind)
    return base ? money(base.amount) : null
  }
  return {
    netCapital: baseOf('net-capital'),
    tier1: baseOf('tier-1'),
    netAssets: baseOf('net-assets'),
  }
}

interface LimitRow {
  amount: number | null
  isRevolving: boolean | null
  validFrom: string | null
}

/**
 * What borrowings under a one-off limit have repaid: a repayment lowers what is owed, and gives none of such a
 * limit back. Loans that are older than the limit count with what is left of them.
 */
async function spentOf(
  tx: Tx,
  { institutionId, customerId }: LimitQuestion,
  { groupId }: { groupId: string | null },
  limit: LimitRow | undefined,
): Promise<Money> {
  if (!limit || limit.isRevolving !== false || limit.validFrom === null) return zero
  const party =
    groupId === null
      ? sql`loan.customer_id = ${customerId}`
      : sql`loan.customer_id in (
          select member.customer_id from group_member member
          where member.institution_id = ${institutionId} and member.group_id = ${groupId}
            and member.valid_to is null and member.known_to is null)`
  const { rows } = await sql<{ repaid: number }>`
    select coalesce(sum(loan.principal - loan.balance), 0)::bigint as repaid from loan
    where loan.institution_id = ${institutionId} and ${party}
      and loan.status in ('active', 'settled') and loan.disbursed_on >= ${limit.validFrom}`.execute(
    tx,
  )
  return money(rows[0]?.repaid ?? 0)
}

/** The limit allotted to the customer itself, in force on the business day. */
function findCustomerLimit(
  tx: Tx,
  { institutionId, businessDay, customerId }: LimitQuestion,
): Promise<LimitRow | undefined> {
  return tx
    .selectFrom('customerLimit')
    .select(['amount', 'isRevolving', 'validFrom'])
    .where('institutionId', '=', institutionId)
    .where('customerId', '=', customerId)
    .where('status', '=', 'in-force')
    .where('validFrom', '<=', businessDay)
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', businessDay)]))
    .orderBy('validFrom', 'desc')
    .orderBy(sql`coalesce(decided_at, set_at)`, 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

function groupWithLimit(
  tx: Tx,
  { institutionId, businessDay }: LimitQuestion,
  groupId: string,
): Promise<({ name: string } & LimitRow) | undefined> {
  return tx
    .selectFrom('customerGroup')
    .leftJoin('groupLimit', (join) =>
      join
        .onRef('groupLimit.institutionId', '=', 'customerGroup.institutionId')
        .onRef('groupLimit.groupId', '=', 'customerGroup.id')
        .on('groupLimit.validFrom', '<=', businessDay)
        .on((eb) =>
          eb.or([eb('groupLimit.validTo', 'is', null), eb('groupLimit.validTo', '>', businessDay)]),
        ),
    )
    .select([
      'customerGroup.name',
      'groupLimit.amount',
      'groupLimit.isRevolving',
      'groupLimit.validFrom',
    ])
    .where('customerGroup.institutionId', '=', institutionId)
    .where('customerGroup.id', '=', groupId)
    .orderBy('groupLimit.setAt', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
}
