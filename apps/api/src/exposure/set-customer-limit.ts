import { uuidv7 } from '@banyan/database'
import {
  customerLimitRefusal,
  isRaise,
  type NewCustomerLimit,
} from '@banyan/domain/decisions/customer-limit'
import { refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockCustomers } from '../groups/exposure.queries.ts'
import { findGroupOfCustomer } from '../groups/group-list.queries.ts'
import { found } from '../not-found.ts'
import { insertCustomerLimit, limitOn, listCustomerLimits } from './customer-limits.queries.ts'

/** A cut holds at once, even below what is used; a raise waits for another person. */
export async function setCustomerLimit(
  context: StaffContext,
  { customerId, note, ...entry }: NewCustomerLimit,
): Promise<{ id: string; status: 'waiting' | 'in-force' }> {
  const { tx, institution, scope, businessDay } = context
  found(await findGroupOfCustomer(tx, institution.id, scope, { id: customerId }), 'customer')
  await lockCustomers(tx, institution.id, [customerId])
  const limits = await listCustomerLimits(tx, institution.id, customerId)
  const terms = { ...entry, validFrom: entry.validFrom ?? businessDay }
  const present = limitOn(limits, terms.validFrom)
  const isWaiting = limits.some(({ status }) => status === 'waiting')
  refuseIf(customerLimitRefusal(terms, present, { businessDay, isWaiting }))

  const id = uuidv7()
  const status = isRaise(terms, present) ? 'waiting' : 'in-force'
  await insertCustomerLimit(context, { ...terms, id, customerId, note, status })
  const detail = { before: present?.amount ?? null, after: terms.amount, status }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'customer limit set',
    detail,
  })
  return { id, status }
}
