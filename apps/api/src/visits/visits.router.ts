import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { allowedTo, createRouter } from '../trpc.ts'
import {
  CancelVisit,
  cancelVisit,
  PlanVisit,
  planVisit,
  RescheduleVisit,
  rescheduleVisit,
} from './plan-visit.ts'
import { RecordVisit, recordVisit } from './record-visit.ts'
import { listVisitDocuments, listVisits, visitStates } from './visits.queries.ts'

const VisitPage = z.strictObject({
  customerId: z.uuid().optional(),
  state: z.enum(visitStates).optional(),
  mine: z.boolean().default(false),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
})

async function list(context: StaffContext, page: z.output<typeof VisitPage>) {
  const { mine, limit, ...filter } = page
  const officerId = mine ? context.staff.id : undefined
  const found = await listVisits(context, { ...filter, officerId, limit: limit + 1 })
  const visits = found.slice(0, limit)
  const documents = await listVisitDocuments(
    context,
    visits.map(({ id }) => id),
  )
  const rows = visits.map(({ customerKind, ...visit }) => ({
    ...visit,
    customerName: shownName(context, customerKind, visit.customerName),
    createdAt: visit.createdAt.toISOString(),
    documents: documents
      .filter(({ visitId }) => visitId === visit.id)
      .map(({ id, fileName, mediaType }) => ({ id, fileName, mediaType })),
  }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}

export const visits = createRouter({
  list: allowedTo('see visits').read(VisitPage, list),
  plan: allowedTo('plan visits').write(PlanVisit, planVisit),
  reschedule: allowedTo('plan visits').write(RescheduleVisit, rescheduleVisit),
  cancel: allowedTo('plan visits').write(CancelVisit, cancelVisit),
  record: allowedTo('plan visits').write(RecordVisit, recordVisit),
})
