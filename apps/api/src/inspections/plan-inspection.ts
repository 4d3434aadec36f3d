import { uuidv7 } from '@banyan/database'
import { addDays, type Day, day } from '@banyan/domain/calendar'
import { nextInspection } from '@banyan/domain/inspections/inspection-plan'
import type { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { adjusted } from '@banyan/domain/working-days'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import { isChineseWorkingDay } from '../chinese-working-days.ts'
import type { InForce } from '../post-loan-rules/rules-in-force.ts'
import { insertVisits, moveVisits } from '../visits/visits.queries.ts'
import {
  bringForward,
  type CustomerToPlan,
  insertInspections,
  type InspectionRow,
  setInspectionVisits,
} from './inspection-plan.queries.ts'

/** Visits are paid on working days: the last one up to the day it is due, where that is still ahead. */
export function visitDay(dueOn: Day, today: Day): Day {
  const on = adjusted(dueOn, 'previous', isChineseWorkingDay)
  return on < today ? dueOn : on
}

/** The visits in which inspections are held: planned by whoever plans these, for their owners to go. */
export async function planVisitsFor(
  recorder: Recorder,
  inspections: readonly { id: string; customerId: string; ownerId: string; dueOn: string }[],
): Promise<void> {
  const createdAt = recorder.now()
  const planned = inspections.map((inspection) => ({ ...inspection, visitId: uuidv7() }))
  await insertVisits(
    recorder,
    planned.map(({ visitId, customerId, ownerId, dueOn }) => ({
      institutionId: recorder.institution.id,
      id: visitId,
      customerId,
      officerId: ownerId,
      state: 'planned',
      plannedOn: visitDay(day(dueOn), recorder.businessDay),
      purpose: '贷后检查',
      heldOn: null,
      place: null,
      participants: null,
      findings: null,
      followUp: null,
      madeBy: recorder.staff.id,
      createdAt,
      closedAt: null,
    })),
  )
  await setInspectionVisits(recorder, planned)
}

type Planned = Pick<InspectionRow, 'customerId' | 'kind' | 'dueOn' | 'reason' | 'ownerId'> &
  Partial<Pick<InspectionRow, 'rulesVersion' | 'tier' | 'exposure' | 'everyMonths'>>

/** Puts inspections on the plan; each with its id, or null when one is there already. */
async function keepInspections(
  recorder: Recorder,
  planned: readonly Planned[],
): Promise<(string | null)[]> {
  const madeAt = recorder.now()
  const rows = planned.map((each) => ({
    institutionId: recorder.institution.id,
    id: uuidv7(),
    state: 'due' as const,
    rulesVersion: null,
    tier: null,
    exposure: null,
    everyMonths: null,
    visitId: null,
    madeAt,
    ...each,
  }))
  const kept = await insertInspections(recorder, rows)
  return rows.map(({ id }) => (kept.has(id) ? id : null))
}

/** Puts an inspection on the plan; null when one is there already. */
export async function keepInspection(recorder: Recorder, planned: Planned): Promise<string | null> {
  const [id = null] = await keepInspections(recorder, [planned])
  return id
}

interface Change {
  customer: CustomerToPlan
  dueOn: Day
  kind: 'first' | 'regular'
  ground: Pick<InspectionRow, 'rulesVersion' | 'tier' | 'exposure' | 'everyMonths'>
}

function changeOf(
  { businessDay }: Recorder,
  { rules, version }: InForce<InspectionRules>,
  customer: CustomerToPlan,
): Change[] {
  const next = nextInspection(rules, customer)
  if (next === null) return []
  const { tier, exposure, plannedId, plannedOn } = customer
  const { kind, everyMonths } = next
  const earliest = addDays(businessDay, rules.aheadDays)
  const dueOn = next.dueOn < earliest ? earliest : next.dueOn
  if (plannedId !== null && (plannedOn === null || dueOn >= plannedOn)) return []
  const ground = { rulesVersion: version, tier, exposure, everyMonths }
  return [{ customer, dueOn, kind, ground }]
}

/**
 * Plans the next inspections of customers by the rules in force, or brings those that are planned forward where
 * class or amount now ask for it sooner; whoever is to hold one has the days ahead of it. Gives the day of each
 * customer for whom something changes.
 */
export async function planNext(
  recorder: Recorder,
  inForce: InForce<InspectionRules>,
  customers: readonly CustomerToPlan[],
  owners: ReadonlyMap<string, string>,
): Promise<Map<string, Day>> {
  const changes = customers.flatMap((customer) => changeOf(recorder, inForce, customer))
  const sooner = changes.flatMap(({ customer: { plannedId, visitId }, dueOn, ground }) =>
    plannedId === null ? [] : [{ id: plannedId, visitId, dueOn, ...ground }],
  )
  await bringForward(recorder, sooner)
  await moveVisits(
    recorder,
    sooner.flatMap(({ visitId, dueOn }) =>
      visitId === null ? [] : [{ id: visitId, plannedOn: visitDay(dueOn, recorder.businessDay) }],
    ),
  )
  const fresh = changes.filter(({ customer }) => customer.plannedId === null)
  const kept = await keepInspections(
    recorder,
    fresh.map(({ customer: { id: customerId }, dueOn, kind, ground }) => ({
      customerId,
      kind,
      dueOn,
      reason: kind,
      ownerId: owners.get(customerId) ?? null,
      ...ground,
    })),
  )
  const refused = new Set(fresh.filter((_, index) => kept[index] === null))
  const made = changes.filter((change) => !refused.has(change))
  await recordAudits(
    recorder,
    made.map(({ customer: { id, plannedOn }, dueOn, kind }) => ({
      entity: 'customer',
      id,
      action: 'inspection-planned',
      detail: { kind, dueOn, before: plannedOn, rulesVersion: inForce.version },
    })),
  )
  return new Map(made.map(({ customer: { id }, dueOn }) => [id, dueOn]))
}
