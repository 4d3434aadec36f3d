import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { nextInspection } from '@banyan/domain/inspections/inspection-plan'
import type { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { recordAudit, type Recorder } from '../audit/record-audit.ts'
import type { InForce } from '../post-loan-rules/rules-in-force.ts'
import { insertVisit, setVisit } from '../visits/visits.queries.ts'
import { setInspection } from './inspections.queries.ts'
import {
  type CustomerToPlan,
  insertInspection,
  type InspectionRow,
} from './inspection-plan.queries.ts'

/** The visit in which an inspection is held: planned by whoever plans the one, for its owner to go. */
export async function planVisitFor(
  recorder: Recorder,
  inspection: { id: string; customerId: string; ownerId: string; dueOn: string },
): Promise<void> {
  const { customerId, ownerId, dueOn } = inspection
  const id = uuidv7()
  await insertVisit(recorder, {
    institutionId: recorder.institution.id,
    id,
    customerId,
    officerId: ownerId,
    state: 'planned',
    plannedOn: dueOn,
    purpose: '贷后检查',
    heldOn: null,
    place: null,
    participants: null,
    findings: null,
    followUp: null,
    madeBy: recorder.staff.id,
    createdAt: recorder.now(),
    closedAt: null,
  })
  await setInspection(recorder, inspection.id, { visitId: id })
}

/** Puts an inspection on the plan; null when one is there already. */
export async function keepInspection(
  recorder: Recorder,
  planned: Pick<InspectionRow, 'customerId' | 'kind' | 'dueOn' | 'reason' | 'ownerId'> &
    Partial<Pick<InspectionRow, 'rulesVersion' | 'tier' | 'exposure' | 'everyMonths'>>,
): Promise<string | null> {
  const id = uuidv7()
  const isKept = await insertInspection(recorder, {
    institutionId: recorder.institution.id,
    id,
    state: 'due',
    rulesVersion: null,
    tier: null,
    exposure: null,
    everyMonths: null,
    visitId: null,
    madeAt: recorder.now(),
    ...planned,
  })
  return isKept ? id : null
}

/**
 * Plans the next inspection of a customer by the rules in force, or brings the one that is planned forward where
 * class or amount now ask for it sooner; whoever is to hold it has the days ahead of it. Null where nothing changes.
 */
export async function planNext(
  recorder: Recorder,
  inForce: InForce<InspectionRules>,
  customer: CustomerToPlan,
  ownerId: string | null,
): Promise<Day | null> {
  const next = nextInspection(inForce.rules, customer)
  if (next === null) return null
  const { id: customerId, tier, exposure, plannedId, plannedOn, visitId } = customer
  const { kind, everyMonths } = next
  const earliest = addDays(recorder.businessDay, inForce.rules.aheadDays)
  const dueOn = next.dueOn < earliest ? earliest : next.dueOn
  const ground = { rulesVersion: inForce.version, tier, exposure, everyMonths }
  if (plannedId !== null) {
    if (plannedOn === null || dueOn >= plannedOn) return null
    await setInspection(recorder, plannedId, { dueOn, ...ground })
    if (visitId !== null) await setVisit(recorder, visitId, { plannedOn: dueOn })
  } else {
    const planned = { customerId, kind, dueOn, reason: kind, ownerId }
    if ((await keepInspection(recorder, { ...planned, ...ground })) === null) return null
  }
  const detail = { kind, dueOn, before: plannedOn, rulesVersion: inForce.version }
  await recordAudit(recorder, {
    entity: 'customer',
    id: customerId,
    action: 'inspection-planned',
    detail,
  })
  return dueOn
}
