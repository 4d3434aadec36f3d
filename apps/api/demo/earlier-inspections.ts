import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { type Tier, tiers } from '@banyan/domain/classification/tiers'
import { defaultInspectionRules as rules } from '@banyan/domain/inspections/default-inspection-rules'
import {
  type InspectedCustomer,
  nextInspection,
  type PlannedInspection,
} from '@banyan/domain/inspections/inspection-plan'
import { insertVisits, type VisitRow } from '../src/visits/visits.queries.ts'
import { type DemoBank, inBulk, pieces } from './bank.ts'
import { instantOn, workdayFrom } from './business-time.ts'
import { insertEarlierInspections, type InspectionRow } from './earlier-work.queries.ts'
import type { Party } from './parties.ts'
import { Random } from './random.ts'

/** A borrower as the plan sees it at the end of the books; null for one who owes nothing. */
function inspectedOf({ loans, details }: Party): InspectedCustomer | null {
  const owed = loans.map(({ loan }) => loan).filter(({ status }) => status === 'active')
  const [first] = owed.map(({ disbursedOn }) => disbursedOn).toSorted()
  if (first === undefined) return null
  const isWorse = (tier: Tier, than: Tier) => tiers.indexOf(tier) > tiers.indexOf(than)
  return {
    kind: details.kind,
    tier: owed.reduce<Tier>((worst, { tier }) => (isWorse(tier, worst) ? tier : worst), 'normal'),
    exposure: owed.reduce((sum, { balance }) => sum + balance, 0),
    lentOn: first,
    lastHeldOn: null,
  }
}

interface Held {
  on: Day
  planned: PlannedInspection
}

/** The first inspection and the latest one, on different days for different borrowers. */
function heldBefore(customer: InspectedCustomer, random: Random, last: Day): Held[] {
  const first = nextInspection(rules, customer)
  const early = random.whole(0, 6)
  if (first === null || addDays(first.dueOn, 1) > last) return []
  const firstOn = workdayFrom(addDays(first.dueOn, -early))
  const held = [{ on: firstOn, planned: first }]
  const next = nextInspection(rules, { ...customer, lastHeldOn: firstOn })
  if (next?.everyMonths == null) return held
  const on = workdayFrom(addDays(last, -random.whole(3, next.everyMonths * 30 + 5)))
  const isOnTheWay = on > addDays(firstOn, 20)
  return isOnTheWay ? [...held, { on, planned: { ...next, dueOn: addDays(on, 4) } }] : held
}

interface Work {
  inspections: InspectionRow[]
  visits: VisitRow[]
}

/** What was held, and what is on the plan now; `dueOn` says when, of whoever has a part in the demo's stories. */
function workOf(bank: DemoBank, party: Party, dueOn: Day | null): Work {
  const random = new Random(`${bank.plan.code}/${party.number}/inspections`)
  const customer = inspectedOf(party)
  if (customer === null) return { inspections: [], visits: [] }
  const held = heldBefore(customer, random, bank.time.last)
  const told = held.map((each) => heldRows(bank, party, customer, each))
  const next = nextInspection(rules, { ...customer, lastHeldOn: held.at(-1)?.on ?? null })
  const madeOn = held.at(-1)?.on ?? customer.lentOn
  const due = next && plannedRow(bank, party, customer, next, madeOn)
  return {
    inspections: [
      ...told.map(({ inspection }) => inspection),
      ...(due ? [{ ...due, dueOn: dueOn ?? due.dueOn }] : []),
    ],
    visits: told.map(({ visit }) => visit),
  }
}

function plannedRow(
  { institution }: DemoBank,
  { id: customerId, officer }: Party,
  { tier, exposure }: InspectedCustomer,
  { kind, dueOn, everyMonths }: PlannedInspection,
  madeOn: Day,
): InspectionRow {
  const madeAt = instantOn(madeOn, 600)
  return {
    institutionId: institution.id,
    id: uuidv7(madeAt.getTime()),
    customerId,
    kind,
    state: 'due',
    dueOn,
    reason: kind,
    rulesVersion: 0,
    tier,
    exposure,
    everyMonths,
    ownerId: officer.id,
    visitId: null,
    madeAt,
    heldOn: null,
    conclusion: null,
    findings: '[]',
    recordedBy: null,
    recordedAt: null,
  }
}

const note = '核对凭证与现场，未见异常'

function heldRows(
  bank: DemoBank,
  party: Party,
  customer: InspectedCustomer,
  { on, planned }: Held,
): { inspection: InspectionRow; visit: VisitRow } {
  const { id: customerId, officer, details } = party
  const recordedAt = instantOn(on, 300)
  const madeOn = addDays(on, -14)
  const row = plannedRow(bank, party, { ...customer, tier: 'normal' }, planned, madeOn)
  const visit: VisitRow = {
    institutionId: row.institutionId,
    id: uuidv7(recordedAt.getTime()),
    customerId,
    officerId: officer.id,
    state: 'held',
    plannedOn: on,
    purpose: '贷后检查',
    heldOn: on,
    place: details.kind === 'company' ? '企业经营场所' : '客户住所',
    participants: officer.name,
    findings: note,
    followUp: '',
    madeBy: officer.id,
    createdAt: row.madeAt,
    closedAt: recordedAt,
  }
  const inspection: InspectionRow = {
    ...row,
    state: 'done',
    visitId: visit.id,
    heldOn: on,
    conclusion: 'normal',
    findings: JSON.stringify(planned.topics.map((topic) => ({ topic, isAbnormal: false, note }))),
    recordedBy: officer.id,
    recordedAt,
  }
  return { inspection, visit }
}

/** The inspections of the years behind, and the plan that follows from them; `dueOn` names when some are due. */
export async function inspectOverTheYears(
  bank: DemoBank,
  parties: readonly Party[],
  dueOn: ReadonlyMap<string, Day>,
): Promise<void> {
  for (const piece of pieces(parties, 1_000)) {
    const work = piece.map((party) => workOf(bank, party, dueOn.get(party.id) ?? null))
    const [inspections, visits] = [
      work.flatMap((each) => each.inspections),
      work.flatMap((each) => each.visits),
    ]
    await inBulk(bank, 'inspections', async (tx, context) => {
      await insertVisits(context, visits)
      await insertEarlierInspections(tx, inspections)
      return { rows: inspections.length, result: undefined }
    })
  }
}
