import { addDays, Day, daysBetween, day } from '@banyan/domain/calendar'
import {
  InspectionReport,
  type InspectionFinding,
} from '@banyan/domain/inspections/inspection-report'
import { z } from 'zod'
import { shownName } from '../access/masking.ts'
import type { StaffContext } from '../access/staff-context.ts'
import { cursorOf } from '../cursor.ts'
import { found } from '../not-found.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { allowedTo, createRouter, nothing } from '../trpc.ts'
import { listVisitDocuments } from '../visits/visits.queries.ts'
import {
  HandOnInspection,
  handOnInspection,
  OrderInspection,
  orderInspection,
  WaiveInspection,
  waiveInspection,
} from './change-inspection.ts'
import {
  countInspections,
  findInspection,
  inspectionStates,
  listEarlier,
  listInspections,
} from './inspections.queries.ts'
import { recordInspection, topicsOf } from './record-inspection.ts'

const InspectionPage = z.strictObject({
  state: z.enum(inspectionStates).optional(),
  mine: z.boolean().optional(),
  customerId: z.uuid().optional(),
  cursor: cursorOf(Day, z.uuid()).optional(),
  limit: z.int().min(1).max(100).default(50),
})
const OneInspection = z.strictObject({ id: z.uuid() })

/** Within so many days an inspection is due soon. */
const soonDays = 14

function shown<
  Row extends { state: string; dueOn: string; customerKind: string; customerName: string },
>(context: StaffContext, row: Row) {
  const isLate = row.state === 'due' && row.dueOn < context.businessDay
  return {
    ...row,
    customerName: shownName(context, row.customerKind, row.customerName),
    state: isLate ? ('overdue' as const) : (row.state as 'due' | 'done' | 'waived'),
    daysLate: isLate ? daysBetween(day(row.dueOn), context.businessDay) : 0,
  }
}

async function list(context: StaffContext, { limit, ...filter }: z.output<typeof InspectionPage>) {
  const soonOn = addDays(context.businessDay, soonDays)
  const rows = await listInspections(context, { ...filter, soonOn, limit: limit + 1 })
  const page = rows.slice(0, limit).map((row) => shown(context, row))
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? `${last.dueOn}|${last.id}` : null }
}

async function summary(context: StaffContext) {
  const soonOn = addDays(context.businessDay, soonDays)
  const { mineDue, mineOverdue, ...counts } = await countInspections(context, soonOn)
  return { ...counts, mine: { due: mineDue, overdue: mineOverdue } }
}

async function get(context: StaffContext, { id }: z.output<typeof OneInspection>) {
  const inspection = found(await findInspection(context, id), 'inspection')
  const { rules } = await rulesInForce(context, 'inspection', context.businessDay)
  const { visitId, waiver, waivedBy, waivedAt, recordedAt, findings, ...row } = inspection
  const documents = visitId === null ? [] : await listVisitDocuments(context, [visitId])
  return {
    ...shown(context, row),
    visitId,
    findings: findings as unknown as InspectionFinding[],
    recordedAt: recordedAt?.toISOString() ?? null,
    documents: documents.map(({ id: documentId, fileName, mediaType }) => ({
      id: documentId,
      fileName,
      mediaType,
    })),
    waiver:
      waiver === null
        ? null
        : { reason: waiver, by: waivedBy, at: waivedAt?.toISOString() ?? null },
    earlier: await listEarlier(context, row.customerId, id),
    topics: topicsOf(rules, row),
  }
}

export const inspections = createRouter({
  list: allowedTo('see inspections').read(InspectionPage, list),
  summary: allowedTo('see inspections').read(nothing, summary),
  get: allowedTo('see inspections').read(OneInspection, get),
  record: allowedTo('record inspections').write(InspectionReport, recordInspection),
  order: allowedTo('order inspections').write(OrderInspection, orderInspection),
  handOn: allowedTo('order inspections').write(HandOnInspection, handOnInspection),
  waive: allowedTo('waive inspections').write(WaiveInspection, waiveInspection),
})
