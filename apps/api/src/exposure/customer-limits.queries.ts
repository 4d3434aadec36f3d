import type { Tx } from '@banyan/database'
import type { Day } from '@banyan/domain/calendar'
import type { LimitTerms } from '@banyan/domain/decisions/customer-limit'
import { money } from '@banyan/domain/money'
import { inScope } from '../access/access.queries.ts'
import type { Scope, StaffContext } from '../access/staff-context.ts'

export type CustomerLimitStatus = 'waiting' | 'in-force' | 'refused'

export interface CustomerLimitRow extends LimitTerms {
  id: string
  customerId: string
  status: CustomerLimitStatus
  note: string
  setBy: string
  setAt: Date
  setter: string
  decider: string | null
  decidedAt: Date | null
  decisionNote: string | null
}

function limitRows(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('customerLimit')
    .innerJoin('staff as setter', (join) =>
      join
        .onRef('setter.institutionId', '=', 'customerLimit.institutionId')
        .onRef('setter.id', '=', 'customerLimit.setBy'),
    )
    .leftJoin('staff as decider', (join) =>
      join
        .onRef('decider.institutionId', '=', 'customerLimit.institutionId')
        .onRef('decider.id', '=', 'customerLimit.decidedBy'),
    )
    .select(['customerLimit.id', 'customerLimit.customerId', 'customerLimit.amount'])
    .select(['customerLimit.isRevolving', 'customerLimit.validFrom', 'customerLimit.validTo'])
    .select(['customerLimit.status', 'customerLimit.note', 'customerLimit.setBy'])
    .select(['customerLimit.setAt', 'customerLimit.decidedAt', 'customerLimit.decisionNote'])
    .select(['setter.name as setter', 'decider.name as decider'])
    .where('customerLimit.institutionId', '=', institutionId)
}

type Selected = Awaited<ReturnType<ReturnType<typeof limitRows>['execute']>>[number]

const asLimit = (row: Selected): CustomerLimitRow => ({
  ...row,
  amount: money(row.amount),
  validFrom: row.validFrom as Day,
  validTo: row.validTo as Day | null,
  status: row.status as CustomerLimitStatus,
})

/** Every limit a customer ever had or was refused, newest first. */
export async function listCustomerLimits(
  tx: Tx,
  institutionId: string,
  customerId: string,
): Promise<CustomerLimitRow[]> {
  const rows = await limitRows(tx, institutionId)
    .where('customerLimit.customerId', '=', customerId)
    .orderBy('customerLimit.setAt', 'desc')
    .orderBy('customerLimit.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(asLimit)
}

/** Of a customer's limits the one in force on a day; the latest to begin, of equals the latest set. */
export function limitOn(limits: readonly CustomerLimitRow[], day: Day): CustomerLimitRow | null {
  const inForce = limits.filter(
    ({ status, validFrom, validTo }) =>
      status === 'in-force' && validFrom <= day && (validTo === null || validTo >= day),
  )
  return inForce.toSorted((a, b) => (standing(a) < standing(b) ? 1 : -1))[0] ?? null
}

/** What decides between two limits: the later to begin, then the later to hold, then the later made. */
function standing({ validFrom, decidedAt, setAt, id }: CustomerLimitRow): string {
  return `${validFrom} ${(decidedAt ?? setAt).toISOString()} ${id}`
}

/** Limits that wait for another person, oldest first, of customers within reach. */
export function listWaitingLimits(
  tx: Tx,
  institutionId: string,
  scope: Scope,
  { after, limit }: { after?: { id: string } | undefined; limit: number },
) {
  let query = limitRows(tx, institutionId)
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.institutionId', '=', 'customerLimit.institutionId')
        .onRef('customer.id', '=', 'customerLimit.customerId'),
    )
    .select(['customer.number', 'customer.name', 'customer.kind'])
    .where('customerLimit.status', '=', 'waiting')
    .where((eb) =>
      inScope(eb, scope, { branch: 'customer.branchId', officer: 'customer.officerId' }),
    )
    .orderBy('customerLimit.id')
    .limit(limit)
  if (after) query = query.where('customerLimit.id', '>', after.id)
  return query.execute()
}

export function findCustomerLimit(tx: Tx, institutionId: string, id: string) {
  return limitRows(tx, institutionId).where('customerLimit.id', '=', id).executeTakeFirst()
}

export async function insertCustomerLimit(
  { tx, institution, staff, now }: StaffContext,
  row: LimitTerms & {
    id: string
    customerId: string
    note: string
    status: 'waiting' | 'in-force'
  },
): Promise<void> {
  await tx
    .insertInto('customerLimit')
    .values({ institutionId: institution.id, ...row, setBy: staff.id, setAt: now() })
    .execute()
}

export async function setLimitDecision(
  { tx, institution, staff, now }: StaffContext,
  id: string,
  decision: { status: 'in-force' | 'refused'; validFrom: Day; decisionNote: string },
): Promise<void> {
  await tx
    .updateTable('customerLimit')
    .set({ ...decision, decidedBy: staff.id, decidedAt: now() })
    .where('institutionId', '=', institution.id)
    .where('id', '=', id)
    .execute()
}
