import type { Day } from '@banyan/domain/calendar'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockCustomers } from '../groups/exposure.queries.ts'
import { findGroupOfCustomer } from '../groups/group-list.queries.ts'
import { found } from '../not-found.ts'
import { findCustomerLimit, setLimitDecision } from './customer-limits.queries.ts'

export const LimitDecision = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(['approved', 'refused']),
  note: z.string().trim().min(2).max(500),
})

/** Another person agrees to a raise, which then holds from its day on, or from today if that has passed. */
export async function decideCustomerLimit(
  context: StaffContext,
  { id, outcome, note }: z.output<typeof LimitDecision>,
): Promise<void> {
  const { tx, institution, scope, staff, businessDay } = context
  const { customerId } = found(await findCustomerLimit(tx, institution.id, id), 'limit')
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'limit')
  await lockCustomers(tx, institution.id, [customerId])
  const limit = found(await findCustomerLimit(tx, institution.id, id), 'limit')
  if (limit.status !== 'waiting') throw new Refused('limit-is-decided')
  if (limit.setBy === staff.id) throw new Refused('own-proposal')
  if (limit.validTo !== null && limit.validTo < businessDay && outcome === 'approved')
    throw new Refused('limit-has-passed')
  const validFrom = (limit.validFrom < businessDay ? businessDay : limit.validFrom) as Day
  const status = outcome === 'approved' ? 'in-force' : 'refused'
  await setLimitDecision(context, id, { status, validFrom, decisionNote: note })
  const detail = { after: limit.amount, outcome }
  const action = outcome === 'approved' ? 'customer limit raised' : 'customer limit refused'
  await recordAudit(context, { entity: 'customer', id: customerId, action, detail })
}
