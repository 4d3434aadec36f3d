import { uuidv7 } from '@banyan/database'
import { Day, yearOf } from '@banyan/domain/calendar'
import { freeText } from '@banyan/domain/customers/free-text'
import { Money } from '@banyan/domain/money'
import { Refused } from '@banyan/domain/refused'
import { reviewingEvents, riskEventKinds } from '@banyan/domain/warnings/risk-events'
import { z } from 'zod'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findFile, lockFile } from '../customers/customer-file.queries.ts'
import { askForReviews } from '../inspections/file-updates/ask-for-reviews.ts'
import { found } from '../not-found.ts'
import { lookAtCutsLater } from '../repricing/look-at-grade.ts'
import { countDocumentsOf } from '../visits/visits.queries.ts'
import {
  insertInflow,
  insertRiskEvent,
  listRiskEvents,
  lockRiskEvent,
  setRiskEventEnd,
} from './risk-events.queries.ts'
import { watchCustomers } from './watch-customers.ts'

const amountField = Money.refine((amount) => amount >= 0, 'negative')

export const RecordEvent = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(riskEventKinds),
  happenedOn: Day,
  amount: amountField.nullable(),
  source: freeText(2, 100),
  evidence: freeText(2, 1000),
  documentId: z.uuid().nullable(),
})
export const EndEvent = z.strictObject({ id: z.uuid(), endedOn: Day, reason: freeText(2, 500) })
export const OfCustomer = z.strictObject({ customerId: z.uuid() })
export const RecordInflow = z.strictObject({
  customerId: z.uuid(),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not-a-month'),
  amount: amountField,
  source: freeText(2, 100),
})

/** Something learnt outside, with where it was learnt; the rules look at it before the answer goes back. */
export async function recordRiskEvent(
  context: StaffContext,
  { documentId, ...event }: z.output<typeof RecordEvent>,
): Promise<{ id: string; warnings: string[] }> {
  const { institution, staff, businessDay } = context
  const { customerId, kind, happenedOn } = event
  const file = await lockFile(context, customerId)
  if (file.status === 'closed') throw new Refused('customer-is-closed')
  if (happenedOn > businessDay) throw new Refused('in-the-future')
  if (documentId !== null && (await countDocumentsOf(context, customerId, [documentId])) !== 1) {
    throw new Refused('document-not-of-customer')
  }
  const id = uuidv7()
  const entered = { enteredBy: staff.id, enteredAt: context.now() }
  await insertRiskEvent(context, {
    institutionId: institution.id,
    id,
    documentId,
    ...event,
    ...entered,
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'risk-event-recorded',
    detail: { event: id, kind, happenedOn, source: event.source },
  })
  await lookAtCutsLater(context, [{ id, kind }])
  if (reviewingEvents.has(kind)) await askForReviews(context, [{ customerId, cause: kind }])
  return { id, warnings: await watchCustomers(context, [customerId], 'event') }
}

/** It is over, and why: a suit withdrawn, an account freed. Warnings stay until they are released. */
export async function endEvent(
  context: StaffContext,
  { id, endedOn, reason }: z.output<typeof EndEvent>,
): Promise<{ id: string }> {
  const event = found(await lockRiskEvent(context, id), 'event')
  await lockFile(context, event.customerId)
  if (endedOn > context.businessDay) throw new Refused('in-the-future')
  if (endedOn < event.happenedOn) throw new Refused('before-start')
  await setRiskEventEnd(context, id, { endedOn, endedBy: context.staff.id, endReason: reason })
  await recordAudit(context, {
    entity: 'customer',
    id: event.customerId,
    action: 'risk-event-ended',
    detail: { event: id, kind: event.kind, endedOn, reason },
  })
  return { id }
}

export async function readEvents(
  context: StaffContext,
  { customerId }: z.output<typeof OfCustomer>,
) {
  await findFile(context, customerId)
  const rows = await listRiskEvents(context, customerId)
  return { rows: rows.map((row) => ({ ...row, enteredAt: row.enteredAt.toISOString() })) }
}

/** What came into the customer's accounts in a month that is over; a second figure for it replaces the first. */
export async function recordInflow(
  context: StaffContext,
  { customerId, month, amount, source }: z.output<typeof RecordInflow>,
): Promise<{ id: string; warnings: string[] }> {
  const { institution, staff, businessDay } = context
  await lockFile(context, customerId)
  if (month >= businessDay.slice(0, 7)) throw new Refused('month-is-not-over')
  if (Number(month.slice(0, 4)) < yearOf(businessDay) - 5) throw new Refused('too-long-ago')
  const id = uuidv7()
  await insertInflow(context, {
    institutionId: institution.id,
    id,
    customerId,
    month,
    amount,
    source,
    enteredBy: staff.id,
    enteredAt: context.now(),
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'inflow-recorded',
    detail: { month, source },
  })
  return { id, warnings: await watchCustomers(context, [customerId], 'event') }
}
