import { type Tx, uuidv7 } from '@banyan/database'
import { day } from '@banyan/domain/calendar'
import { money } from '@banyan/domain/money'
import { parseRate } from '@banyan/domain/rate'
import { sql } from 'kysely'
import type { StaffContext } from '../../access/staff-context.ts'

export async function memberships(tx: Tx, customerId: string) {
  const { rows } = await sql<{
    groupId: string
    validTo: string | null
    isOpen: boolean
    isKnown: boolean
  }>`
    select group_id as "groupId", valid_to as "validTo", known_to is null as "isKnown",
      valid_to is null and known_to is null as "isOpen"
    from group_member where customer_id = ${customerId} order by known_from`.execute(tx)
  return rows
}

export async function auditActions(tx: Tx, entityId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('auditEvent')
    .select('action')
    .where('entityId', '=', entityId)
    .orderBy('seq')
    .execute()
  return rows.map(({ action }) => action)
}

/** A loan of this balance, all of it still owed. */
export async function lendTo(
  { tx, institution, staff, now }: StaffContext,
  customerId: string,
  balance: number,
): Promise<string> {
  const id = uuidv7()
  const row = {
    institutionId: institution.id,
    id,
    number: `L${id.slice(-12)}`,
    customerId,
    disbursedBy: staff.id,
    product: 'imported',
    currency: institution.currency,
    principal: money(balance),
    commitment: money(balance),
    balance: money(balance),
    annualRate: parseRate('4.35'),
    method: 'interest-only',
    frequency: 'monthly',
    dayCount: '30/360',
    rounding: 'half-up',
    periods: 12,
    disbursedOn: day('2026-09-01'),
    firstDueOn: day('2026-10-01'),
    maturesOn: day('2027-09-01'),
    status: 'active',
    tier: 'normal',
    isConsumer: false,
    branchId: staff.branchId,
    source: 'test',
    createdAt: now(),
  }
  await tx.insertInto('loan').values(row).execute()
  return id
}
