import { uuidv7 } from '@banyan/database'
import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { isActiveStaff } from '../officers/active-staff.queries.ts'
import { insertVisit, lockVisit, setVisit } from './visits.queries.ts'

export const PlanVisit = z.strictObject({
  customerId: z.uuid(),
  plannedOn: Day,
  purpose: freeText(2, 200),
  /** Null: the planner goes. */
  officerId: z.uuid().nullable(),
})
export const RescheduleVisit = z.strictObject({
  id: z.uuid(),
  plannedOn: Day,
  reason: freeText(2, 200),
})
export const CancelVisit = z.strictObject({ id: z.uuid(), reason: freeText(2, 200) })

export async function planVisit(
  context: StaffContext,
  { customerId, plannedOn, purpose, officerId }: z.infer<typeof PlanVisit>,
): Promise<{ id: string }> {
  const { institution, staff, businessDay } = context
  if (plannedOn < businessDay) throw new Refused('in-the-past')
  await lockFile(context, customerId)
  const visitor = officerId ?? staff.id
  if (!(await isActiveStaff(context, visitor))) throw new Refused('assignee-not-active')
  const id = uuidv7()
  await insertVisit(context, {
    institutionId: institution.id,
    id,
    customerId,
    officerId: visitor,
    state: 'planned',
    plannedOn,
    purpose,
    heldOn: null,
    place: null,
    participants: null,
    findings: null,
    followUp: null,
    madeBy: staff.id,
    createdAt: context.now(),
    closedAt: null,
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'visit-planned',
    detail: { visit: id, plannedOn, officerId: visitor },
  })
  return { id }
}

/** A visit that still stands; what is held or cancelled is not changed. */
async function plannedVisit(context: StaffContext, id: string) {
  const visit = found(await lockVisit(context, id), 'visit')
  if (visit.state !== 'planned') throw new Refused('visit-is-closed')
  return visit
}

export async function rescheduleVisit(
  context: StaffContext,
  { id, plannedOn, reason }: z.infer<typeof RescheduleVisit>,
): Promise<{ id: string }> {
  const visit = await plannedVisit(context, id)
  if (plannedOn < context.businessDay) throw new Refused('in-the-past')
  await setVisit(context, id, { plannedOn })
  await recordAudit(context, {
    entity: 'customer',
    id: visit.customerId,
    action: 'visit-rescheduled',
    detail: { visit: id, before: visit.plannedOn, plannedOn, reason },
  })
  return { id }
}

export async function cancelVisit(
  context: StaffContext,
  { id, reason }: z.infer<typeof CancelVisit>,
): Promise<{ id: string }> {
  const { customerId } = await plannedVisit(context, id)
  const closedAt = context.now()
  await setVisit(context, id, { state: 'cancelled', closingReason: reason, closedAt })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'visit-cancelled',
    detail: { visit: id, reason },
  })
  return { id }
}
