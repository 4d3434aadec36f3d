import { Day } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Refused } from '@banyan/domain/refused'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { refuseUnfit } from '../officers/handed-work.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import { lockVisit, setVisit } from '../visits/visits.queries.ts'
import { lockInspection, setInspection } from './inspections.queries.ts'
import { keepInspection, planVisitsFor } from './plan-inspection.ts'

export const OrderInspection = z.strictObject({
  customerId: z.uuid(),
  dueOn: Day,
  reason: freeText(2, 200),
  ownerId: z.uuid().nullable(),
})
export const WaiveInspection = z.strictObject({ id: z.uuid(), reason: freeText(2, 200) })
export const HandOnInspection = WaiveInspection.extend({ ownerId: z.uuid() })

/** One out of turn, because of something that has happened; the plan goes on beside it. */
export async function orderInspection(
  context: StaffContext,
  { customerId, dueOn, reason, ownerId }: z.output<typeof OrderInspection>,
): Promise<{ id: string }> {
  const { businessDay, tx, institution } = context
  if (dueOn < businessDay) throw new Refused('due-in-the-past')
  const file = await lockFile(context, customerId)
  if (file.status === 'closed') throw new Refused('customer-is-closed')
  if (ownerId !== null) await refuseUnfit(context, 'inspections', { staffId: ownerId, customerId })
  const usual = (await listOwners(tx, institution.id, [customerId])).get(customerId) ?? null
  const ordered = { customerId, kind: 'event', dueOn, reason, ownerId: ownerId ?? usual } as const
  const id = await keepInspection(context, ordered)
  if (id === null) throw new Error('an inspection out of turn was not kept')
  if (ordered.ownerId !== null)
    await planVisitsFor(context, [{ id, ...ordered, ownerId: ordered.ownerId }])
  const detail = { inspection: id, dueOn, reason }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'inspection-ordered',
    detail,
  })
  return { id }
}

async function dueInspection(context: StaffContext, id: string) {
  const inspection = found(await lockInspection(context, id), 'inspection')
  if (inspection.state !== 'due') throw new Refused('inspection-is-closed')
  return inspection
}

async function plannedVisit(context: StaffContext, visitId: string | null) {
  const visit = visitId === null ? undefined : await lockVisit(context, visitId)
  return visit?.state === 'planned' ? visit : undefined
}

/** Gives an inspection and its planned visit to somebody else. */
export async function handOnInspection(
  context: StaffContext,
  { id, ownerId, reason }: z.output<typeof HandOnInspection>,
): Promise<{ id: string }> {
  const { customerId, ownerId: before, visitId } = await dueInspection(context, id)
  if (before === ownerId) throw new Refused('nothing-changed')
  await refuseUnfit(context, 'inspections', { staffId: ownerId, customerId })
  await setInspection(context, id, { ownerId })
  const visit = await plannedVisit(context, visitId)
  if (visit) await setVisit(context, visit.id, { officerId: ownerId })
  const detail = { inspection: id, before, ownerId, reason }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'inspection-handed-on',
    detail,
  })
  return { id }
}

/** Somebody else than its owner lets an inspection fall, and says why. */
export async function waiveInspection(
  context: StaffContext,
  { id, reason }: z.output<typeof WaiveInspection>,
): Promise<{ id: string }> {
  const { customerId, ownerId, visitId } = await dueInspection(context, id)
  const { staff } = context
  if (ownerId === staff.id) throw new Refused('own-inspection')
  const at = context.now()
  await setInspection(context, id, {
    state: 'waived',
    waivedBy: staff.id,
    waivedAt: at,
    waiver: reason,
  })
  const visit = await plannedVisit(context, visitId)
  if (visit)
    await setVisit(context, visit.id, { state: 'cancelled', closingReason: reason, closedAt: at })
  const detail = { inspection: id, reason }
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'inspection-waived',
    detail,
  })
  return { id }
}
