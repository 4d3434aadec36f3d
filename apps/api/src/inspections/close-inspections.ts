import { uuidv7 } from '@banyan/database'
import { addDays, type Day } from '@banyan/domain/calendar'
import { fileUpdateDueOn } from '@banyan/domain/inspections/file-update'
import type { InspectionRules } from '@banyan/domain/inspections/inspection-rules'
import { type Recorder, recordAudits } from '../audit/record-audit.ts'
import { listOwners } from '../officers/responsible-staff.queries.ts'
import { type InForce, rulesInForce } from '../post-loan-rules/rules-in-force.ts'
import { cancelVisits } from '../visits/visits.queries.ts'
import {
  flagUnanswered,
  insertFileUpdates,
  listFilesToUpdate,
} from './file-updates/file-updates.queries.ts'
import {
  dropNeedless,
  isEverPlanned,
  listCustomersToPlan,
  listWhomToPlan,
  listWithoutVisit,
  markMissed,
} from './inspection-plan.queries.ts'
import { planNext, planVisitsFor } from './plan-inspection.ts'

type Closer = Omit<Recorder, 'businessDay'>
type Progress = Promise<{ rows: number; next: string | null }>
interface Portion {
  after: string | null
  limit: number
}

/**
 * The night's part in inspecting: what was missed is marked; the plan follows loans and classes that changed on the
 * day, and once a month everybody's, with the files to be asked for again; visits are planned for what comes up.
 * The checkpoint names the part it stands in.
 */
export const inspectionsStep = {
  name: 'inspections',
  async run(closer: Closer, day: Day, { after, limit }: Portion): Progress {
    const recorder = { ...closer, businessDay: day }
    if (after === null) return markPortion(recorder)
    const inForce = await rulesInForce(recorder, 'inspection', day)
    const [part, from = null] = after.split(' ')
    const portion = { after: from, limit }
    if (part === 'changed' || part === 'everybody')
      return planPortion(recorder, inForce, part, portion)
    if (part === 'files') return filePortion(recorder, inForce, portion)
    return visitPortion(recorder, inForce, portion)
  },
}

const isLastOfMonth = (day: Day) => addDays(day, 1).endsWith('-01')

async function markPortion(recorder: Recorder): Progress {
  const { tx, institution, businessDay: day } = recorder
  const missed = await markMissed(tx, institution.id, day)
  const isWhole = isLastOfMonth(day) || !(await isEverPlanned(tx, institution.id))
  const over = { through: addDays(day, 14), moved: isWhole ? ('any' as const) : day }
  const closing = { closingReason: '贷款已结清', closedAt: recorder.now() }
  await cancelVisits(recorder, await dropNeedless(tx, institution.id, over), closing)
  const flagged = await flagUnanswered(tx, institution.id, day)
  await recordAudits(recorder, [
    ...missed.map((inspection) => ofCustomer(inspection, 'inspection-missed', 'inspection')),
    ...flagged.map((update) => ofCustomer(update, 'file-update-unanswered', 'update')),
  ])
  return { rows: missed.length + flagged.length, next: isWhole ? 'everybody' : 'changed' }
}

const ofCustomer = (
  { id, customerId }: { id: string; customerId: string },
  action: string,
  what: string,
) => ({ entity: 'customer' as const, id: customerId, action, detail: { [what]: id } })

async function planPortion(
  recorder: Recorder,
  inForce: InForce<InspectionRules>,
  part: 'changed' | 'everybody',
  portion: Portion,
): Progress {
  const { tx, institution, businessDay: day } = recorder
  const changedOn = part === 'everybody' ? 'ever' : day
  const ids = await listWhomToPlan(tx, institution.id, { changedOn, ...portion })
  const borrowers = await listCustomersToPlan(tx, institution.id, ids)
  const customers = borrowers.filter(({ plannedId }) => part === 'changed' || plannedId === null)
  const owners = await listOwners(
    tx,
    institution.id,
    customers.map(({ id }) => id),
  )
  const { size: rows } = await planNext(recorder, inForce, customers, owners)
  const last = ids.at(-1)
  if (ids.length === portion.limit && last) return { rows, next: `${part} ${last}` }
  return { rows, next: part === 'everybody' ? 'files' : 'visits' }
}

async function visitPortion(
  recorder: Recorder,
  { rules }: InForce<InspectionRules>,
  { limit }: Portion,
): Progress {
  const { tx, institution, businessDay: day } = recorder
  const coming = await listWithoutVisit(tx, institution.id, addDays(day, rules.aheadDays), limit)
  await planVisitsFor(
    recorder,
    coming.flatMap(({ ownerId, ...inspection }) =>
      ownerId === null ? [] : [{ ...inspection, ownerId }],
    ),
  )
  return { rows: coming.length, next: coming.length < limit ? null : 'visits' }
}

async function filePortion(
  recorder: Recorder,
  { rules }: InForce<InspectionRules>,
  portion: Portion,
): Progress {
  const { tx, institution, businessDay: day } = recorder
  const { everyMonths } = rules.fileUpdate
  const files = await listFilesToUpdate(tx, institution.id, { day, everyMonths, ...portion })
  const due = files.filter((file) => fileUpdateDueOn(rules, file) <= day)
  const owners = await listOwners(
    tx,
    institution.id,
    due.map(({ id }) => id),
  )
  const kept = await insertFileUpdates(
    recorder,
    due.map(({ id: customerId }) => ({
      institutionId: institution.id,
      id: uuidv7(),
      customerId,
      reason: 'periodic',
      cause: 'periodic',
      state: 'due',
      dueOn: addDays(day, rules.fileUpdate.answerWithinDays),
      ownerId: owners.get(customerId) ?? null,
      madeAt: recorder.now(),
    })),
  )
  const last = files.at(-1)
  return {
    rows: kept.length,
    next: files.length < portion.limit || !last ? 'visits' : `files ${last.id}`,
  }
}
