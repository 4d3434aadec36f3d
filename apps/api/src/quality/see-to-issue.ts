import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { found } from '../not-found.ts'
import { isActiveStaff } from '../officers/active-staff.queries.ts'
import { listIssues, setIssue } from './quality.queries.ts'

export const AssignIssue = z.strictObject({ id: z.uuid(), ownerId: z.uuid() })
export const DismissIssue = z.strictObject({ id: z.uuid(), reason: freeText(4, 200) })

async function openIssue(context: StaffContext, id: string) {
  const [issue] = await listIssues(context, { id, state: 'open', limit: 1 })
  return found(issue, 'issue')
}

/** Gives a finding to somebody else to see to. */
export async function assignIssue(
  context: StaffContext,
  { id, ownerId }: z.infer<typeof AssignIssue>,
): Promise<{ id: string }> {
  const { customerId, kind, ownerId: before } = await openIssue(context, id)
  if (!(await isActiveStaff(context, ownerId))) throw new Refused('assignee-not-active')
  if (!(await setIssue(context, id, { ownerId }))) throw new Refused('already-answered')
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'data-issue-assigned',
    detail: { issue: id, kind, before, ownerId },
  })
  return { id }
}

/** Says why a finding is none; it comes back only after its cause has been gone. */
export async function dismissIssue(
  context: StaffContext,
  { id, reason }: z.infer<typeof DismissIssue>,
): Promise<{ id: string }> {
  const { customerId, kind } = await openIssue(context, id)
  const closing = { closedAt: context.now(), closedBy: context.staff.id, note: reason }
  const isClosed = await setIssue(context, id, { state: 'dismissed', ...closing })
  if (!isClosed) throw new Refused('already-answered')
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'data-issue-dismissed',
    detail: { issue: id, kind, reason },
  })
  return { id }
}
