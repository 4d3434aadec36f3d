import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { findGroupOfCustomer } from '../groups/group-list.queries.ts'
import { getExposure, limitsLeft } from '../groups/exposure.queries.ts'
import { found } from '../not-found.ts'
import { limitOn, listCustomerLimits, listWaitingLimits } from './customer-limits.queries.ts'

export const OfCustomer = z.strictObject({ customerId: z.uuid() })

/** What a customer may owe on its own: the limit in force, what is used of it, and every earlier one. */
export async function readCustomerLimits(
  context: StaffContext,
  { customerId }: z.output<typeof OfCustomer>,
) {
  const { tx, institution, scope, businessDay, staff } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  const limits = await listCustomerLimits(tx, institution.id, customerId)
  const { id: institutionId, currency } = institution
  const exposure = await getExposure(tx, { institutionId, currency, businessDay, customerId })
  const { customerUsed: used, customerReserved: reserved } = exposure
  const { customerLimit } = limitsLeft(exposure)
  return {
    present: limitOn(limits, businessDay),
    waiting: limits.find(({ status }) => status === 'waiting') ?? null,
    history: limits,
    used,
    reserved,
    /** Repaid under a one-off limit, which does not give it back. */
    spent: exposure.customerSpent,
    free: customerLimit === null ? null : customerLimit - used - reserved,
    mayDecide: limits.some(({ status, setBy }) => status === 'waiting' && setBy !== staff.id),
  }
}

export const LimitPage = z.strictObject({
  after: z.strictObject({ id: z.uuid() }).optional(),
  limit: z.int().min(1).max(100).default(50),
})

/** Raises that wait for another person. */
export async function readWaitingLimits(
  context: StaffContext,
  { after, limit }: z.output<typeof LimitPage>,
) {
  const { tx, institution, scope, staff } = context
  const page = { after, limit: limit + 1 }
  const rows = await listWaitingLimits(tx, institution.id, scope, page)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      ...row,
      name: shownName(context, row.kind, row.name),
      isOwn: row.setBy === staff.id,
    })),
    next: rows.length > limit && last ? { id: last.id } : null,
  }
}
