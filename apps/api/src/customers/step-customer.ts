import {
  activationRefusal,
  type CustomerStep,
  customerStatusAfter,
} from '@banyan/domain/customers/customer-status'
import { refuseIf } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { setStatus } from './customer-changes.queries.ts'
import { type FileRow, lockFile } from './customer-file.queries.ts'
import { openFile } from './open-file.ts'

export const OneCustomer = z.strictObject({ id: z.uuid() })
export const StepWithReason = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(4, 'too-short').max(500, 'too-long'),
})

/** From draft to a customer who may borrow: refused until the file and its licences are whole. */
export async function activateCustomer(
  context: StaffContext,
  { id }: z.infer<typeof OneCustomer>,
): Promise<{ id: string; status: string }> {
  const file = await lockFile(context, id)
  const { details, licences } = await openFile(context, file)
  refuseIf(activationRefusal({ status: file.status, details }, licences, context.businessDay))
  return take(context, file, 'activate', {})
}

/** Nothing new is lent to a frozen customer; what is owed goes on. */
export async function freezeCustomer(
  context: StaffContext,
  { id, reason }: z.infer<typeof StepWithReason>,
): Promise<{ id: string; status: string }> {
  return take(context, await lockFile(context, id), 'freeze', { reason })
}

export async function unfreezeCustomer(
  context: StaffContext,
  { id, reason }: z.infer<typeof StepWithReason>,
): Promise<{ id: string; status: string }> {
  return take(context, await lockFile(context, id), 'unfreeze', { reason })
}

async function take(
  context: StaffContext,
  { id, status: before }: FileRow,
  step: CustomerStep,
  detail: Record<string, unknown>,
): Promise<{ id: string; status: string }> {
  const status = customerStatusAfter(step, before)
  await setStatus(context, id, status)
  await recordAudit(context, {
    entity: 'customer',
    id,
    action: step,
    detail: { before, after: status, ...detail },
  })
  return { id, status }
}
