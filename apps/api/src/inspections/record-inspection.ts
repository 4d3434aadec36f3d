import { type Day } from '@banyan/domain/calendar'
import type { Tier } from '@banyan/domain/classification/tiers'
import { intervalFor } from '@banyan/domain/inspections/inspection-plan'
import { type InspectionReport, reportRefusal } from '@banyan/domain/inspections/inspection-report'
import type { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { NotFound, Refused, refuseIf } from '@banyan/domain/refused'
import type { StaffContext } from '../access/staff-context.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { lockFile } from '../customers/customer-file.queries.ts'
import { found } from '../not-found.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import { rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { noteSignals } from '../signals/note-signals.ts'
import { recordVisit } from '../visits/record-visit.ts'
import { lockVisit } from '../visits/visits.queries.ts'
import { keepInspection, planNext } from './plan-inspection.ts'
import { lockInspection, setInspection } from './inspections.queries.ts'
import { listCustomersToPlan } from './inspection-plan.queries.ts'

/** What the plan asks an inspection to look into. */
export function topicsOf(
  rules: InspectionRules,
  {
    kind,
    customerKind,
    tier,
    exposure,
  }: { kind: string; customerKind: string; tier: string | null; exposure: number | null },
): string[] {
  if (kind === 'first') return rules.first.topics
  if (kind === 'event' || tier === null) return []
  const asked = {
    kind: customerKind as 'person' | 'company',
    tier: tier as Tier,
    exposure: exposure ?? 0,
  }
  return intervalFor(rules, asked)?.topics ?? []
}

/** The report of an inspection with its visit; the next one is planned by the class and amount of today. */
export async function recordInspection(
  context: StaffContext,
  report: InspectionReport,
): Promise<{ id: string; nextDueOn: Day | null }> {
  const { customerId, heldOn, findings, conclusion } = report
  const inForce = await rulesInForce(context, 'inspection', context.businessDay)
  const inspection = await reportedOn(context, report)
  const asked = inspection === null ? [] : topicsOf(inForce.rules, inspection)
  refuseIf(reportRefusal(report, asked, context.businessDay))
  await lockFile(context, customerId)
  const visitId = await keepVisit(context, report, inspection?.visitId ?? null)
  const id = inspection?.id ?? (await unplanned(context, report))
  const recorded = { recordedBy: context.staff.id, recordedAt: context.now() }
  await setInspection(context, id, {
    state: 'done',
    visitId,
    heldOn,
    conclusion,
    findings,
    ...recorded,
  })
  await recordAudit(context, {
    entity: 'customer',
    id: customerId,
    action: 'inspection-recorded',
    detail: {
      inspection: id,
      heldOn,
      conclusion,
      abnormal: findings.filter(({ isAbnormal }) => isAbnormal).length,
    },
  })
  if (conclusion !== 'normal') await noteSignals(context, [{ customerId, cause: 'event' }])
  const { tx, institution } = context
  const [customer] = await listCustomersToPlan(tx, institution.id, [customerId])
  const owners = await listOwners(tx, institution.id, [customerId])
  const planned = await planNext(context, inForce, customer ? [customer] : [], owners)
  return { id, nextDueOn: planned.get(customerId) ?? null }
}

async function reportedOn(context: StaffContext, { id, customerId }: InspectionReport) {
  if (id === null) return null
  const inspection = found(await lockInspection(context, id), 'inspection')
  if (inspection.customerId !== customerId) throw new NotFound('inspection')
  if (inspection.state !== 'due') throw new Refused('inspection-is-closed')
  return inspection
}

/** The planned visit becomes the one that was held; where there is none, or it is over, another is written. */
async function keepVisit(
  context: StaffContext,
  report: InspectionReport,
  visitId: string | null,
): Promise<string> {
  const planned = visitId === null ? undefined : await lockVisit(context, visitId)
  const { customerId, heldOn, place, participants, followUp, documentIds } = report
  const memo = { customerId, heldOn, place, participants, followUp, documentIds }
  const findings = report.findings
    .map(({ note, isAbnormal }) => `${isAbnormal ? '【异常】' : ''}${note}`)
    .join('\n')
  const id = planned?.state === 'planned' ? planned.id : null
  const visit = await recordVisit(context, { id, findings: findings.slice(0, 4000), ...memo })
  return visit.id
}

async function unplanned(
  context: StaffContext,
  { customerId, heldOn }: InspectionReport,
): Promise<string> {
  const id = await keepInspection(context, {
    customerId,
    kind: 'event',
    dueOn: heldOn,
    reason: 'unplanned',
    ownerId: null,
  })
  if (id === null) throw new Error('an inspection out of turn was not kept')
  return id
}
